using A = TlsDissect.Protocol.Authentication;
using C = TlsDissect.Protocol.BulkCipher;
using H = TlsDissect.Protocol.SuiteHash;
using I = TlsDissect.Protocol.MacAlgorithm;
using K = TlsDissect.Protocol.KeyExchange;
using M = TlsDissect.Protocol.CipherMode;

namespace TlsDissect.Protocol;

internal static partial class CipherSuiteTable
{
    // 0x1300 to 0x56FF: TLS 1.3 (RFC 8446 appendix B.4) and the fallback signal (RFC 7507).
    private static CipherSuite[] Tls13 =>
    [
        new(0x1301, "TLS_AES_128_GCM_SHA256", K.Any, A.Any, C.Aes128, M.Gcm, I.Aead, H.Sha256),
        new(0x1302, "TLS_AES_256_GCM_SHA384", K.Any, A.Any, C.Aes256, M.Gcm, I.Aead, H.Sha384),
        new(0x1303, "TLS_CHACHA20_POLY1305_SHA256", K.Any, A.Any, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0x1304, "TLS_AES_128_CCM_SHA256", K.Any, A.Any, C.Aes128, M.Ccm, I.Aead, H.Sha256),
        new(0x1305, "TLS_AES_128_CCM_8_SHA256", K.Any, A.Any, C.Aes128, M.Ccm8, I.Aead, H.Sha256),
        new(0x1306, "TLS_AEGIS_256_SHA512", K.Any, A.Any, C.Aegis256, M.None, I.Aead, H.Sha512),
        new(0x1307, "TLS_AEGIS_128L_SHA256", K.Any, A.Any, C.Aegis128L, M.None, I.Aead, H.Sha256),
        new(0x5600, "TLS_FALLBACK_SCSV", K.Any, A.Any, C.Null, M.None, I.Null, H.None),
    ];
}
