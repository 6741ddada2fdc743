using A = TlsDissect.Protocol.Authentication;
using C = TlsDissect.Protocol.BulkCipher;
using H = TlsDissect.Protocol.SuiteHash;
using I = TlsDissect.Protocol.MacAlgorithm;
using K = TlsDissect.Protocol.KeyExchange;
using M = TlsDissect.Protocol.CipherMode;

namespace TlsDissect.Protocol;

internal static partial class CipherSuiteTable
{
    // 0xC100 to the end: GOST (RFC 9189), ChaCha20 (RFC 7905) and its draft, ECDHE_PSK with AEAD (RFC 8442), Netscape's FIPS suites.
    private static CipherSuite[] Later =>
    [
        new(0xC100, "TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC", K.Gost2012, A.Gost2012, C.Kuznyechik, M.Counter, I.Omac, H.Streebog256),
        new(0xC101, "TLS_GOSTR341112_256_WITH_MAGMA_CTR_OMAC", K.Gost2012, A.Gost2012, C.Magma, M.Counter, I.Omac, H.Streebog256),
        new(0xC102, "TLS_GOSTR341112_256_WITH_28147_CNT_IMIT", K.Gost2012, A.Gost2012, C.Gost28147, M.Counter, I.GostImit, H.Streebog256),
        new(0xC103, "TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L", K.Gost2012, A.Gost2012, C.Kuznyechik, M.MgmL, I.Aead, H.Streebog256),
        new(0xC104, "TLS_GOSTR341112_256_WITH_MAGMA_MGM_L", K.Gost2012, A.Gost2012, C.Magma, M.MgmL, I.Aead, H.Streebog256),
        new(0xC105, "TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_S", K.Gost2012, A.Gost2012, C.Kuznyechik, M.MgmS, I.Aead, H.Streebog256),
        new(0xC106, "TLS_GOSTR341112_256_WITH_MAGMA_MGM_S", K.Gost2012, A.Gost2012, C.Magma, M.MgmS, I.Aead, H.Streebog256),
        new(0xCC13, "OLD_TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", K.Ecdhe, A.Rsa, C.ChaCha20Draft, M.Poly1305, I.Aead, H.Sha256),
        new(0xCC14, "OLD_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", K.Ecdhe, A.Ecdsa, C.ChaCha20Draft, M.Poly1305, I.Aead, H.Sha256),
        new(0xCC15, "OLD_TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", K.Dhe, A.Rsa, C.ChaCha20Draft, M.Poly1305, I.Aead, H.Sha256),
        new(0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", K.Ecdhe, A.Rsa, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", K.Ecdhe, A.Ecdsa, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0xCCAA, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", K.Dhe, A.Rsa, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0xCCAB, "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256", K.Psk, A.Psk, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0xCCAC, "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256", K.EcdhePsk, A.Psk, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0xCCAD, "TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256", K.DhePsk, A.Psk, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0xCCAE, "TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256", K.RsaPsk, A.Psk, C.ChaCha20, M.Poly1305, I.Aead, H.Sha256),
        new(0xD001, "TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256", K.EcdhePsk, A.Psk, C.Aes128, M.Gcm, I.Aead, H.Sha256),
        new(0xD002, "TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384", K.EcdhePsk, A.Psk, C.Aes256, M.Gcm, I.Aead, H.Sha384),
        new(0xD003, "TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256", K.EcdhePsk, A.Psk, C.Aes128, M.Ccm8, I.Aead, H.Sha256),
        new(0xD005, "TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256", K.EcdhePsk, A.Psk, C.Aes128, M.Ccm, I.Aead, H.Sha256),
        new(0xFEFE, "SSL_RSA_FIPS_WITH_DES_CBC_SHA", K.Rsa, A.Rsa, C.Des, M.Cbc, I.Sha, H.Sha),
        new(0xFEFF, "SSL_RSA_FIPS_WITH_3DES_EDE_CBC_SHA", K.Rsa, A.Rsa, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xFF85, "OLD_TLS_GOSTR341112_256_WITH_28147_CNT_IMIT", K.Gost2012, A.Gost2012, C.Gost28147, M.Counter, I.GostImit,
            H.Streebog256),
        new(0xFFE0, "OLD_SSL_RSA_FIPS_WITH_3DES_EDE_CBC_SHA", K.Rsa, A.Rsa, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xFFE1, "OLD_SSL_RSA_FIPS_WITH_DES_CBC_SHA", K.Rsa, A.Rsa, C.Des, M.Cbc, I.Sha, H.Sha),
    ];
}
