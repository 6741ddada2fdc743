using A = TlsDissect.Protocol.Authentication;
using C = TlsDissect.Protocol.BulkCipher;
using H = TlsDissect.Protocol.SuiteHash;
using I = TlsDissect.Protocol.MacAlgorithm;
using K = TlsDissect.Protocol.KeyExchange;
using M = TlsDissect.Protocol.CipherMode;

namespace TlsDissect.Protocol;

internal static partial class CipherSuiteTable
{
    // 0xC03C to 0xC071: ARIA (RFC 6209).
    private static CipherSuite[] Aria =>
    [
        new(0xC03C, "TLS_RSA_WITH_ARIA_128_CBC_SHA256", K.Rsa, A.Rsa, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC03D, "TLS_RSA_WITH_ARIA_256_CBC_SHA384", K.Rsa, A.Rsa, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC03E, "TLS_DH_DSS_WITH_ARIA_128_CBC_SHA256", K.Dh, A.Dss, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC03F, "TLS_DH_DSS_WITH_ARIA_256_CBC_SHA384", K.Dh, A.Dss, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC040, "TLS_DH_RSA_WITH_ARIA_128_CBC_SHA256", K.Dh, A.Rsa, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC041, "TLS_DH_RSA_WITH_ARIA_256_CBC_SHA384", K.Dh, A.Rsa, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC042, "TLS_DHE_DSS_WITH_ARIA_128_CBC_SHA256", K.Dhe, A.Dss, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC043, "TLS_DHE_DSS_WITH_ARIA_256_CBC_SHA384", K.Dhe, A.Dss, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC044, "TLS_DHE_RSA_WITH_ARIA_128_CBC_SHA256", K.Dhe, A.Rsa, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC045, "TLS_DHE_RSA_WITH_ARIA_256_CBC_SHA384", K.Dhe, A.Rsa, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC046, "TLS_DH_anon_WITH_ARIA_128_CBC_SHA256", K.Dh, A.Anonymous, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC047, "TLS_DH_anon_WITH_ARIA_256_CBC_SHA384", K.Dh, A.Anonymous, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC048, "TLS_ECDHE_ECDSA_WITH_ARIA_128_CBC_SHA256", K.Ecdhe, A.Ecdsa, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC049, "TLS_ECDHE_ECDSA_WITH_ARIA_256_CBC_SHA384", K.Ecdhe, A.Ecdsa, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC04A, "TLS_ECDH_ECDSA_WITH_ARIA_128_CBC_SHA256", K.Ecdh, A.Ecdsa, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC04B, "TLS_ECDH_ECDSA_WITH_ARIA_256_CBC_SHA384", K.Ecdh, A.Ecdsa, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC04C, "TLS_ECDHE_RSA_WITH_ARIA_128_CBC_SHA256", K.Ecdhe, A.Rsa, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC04D, "TLS_ECDHE_RSA_WITH_ARIA_256_CBC_SHA384", K.Ecdhe, A.Rsa, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC04E, "TLS_ECDH_RSA_WITH_ARIA_128_CBC_SHA256", K.Ecdh, A.Rsa, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC04F, "TLS_ECDH_RSA_WITH_ARIA_256_CBC_SHA384", K.Ecdh, A.Rsa, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC050, "TLS_RSA_WITH_ARIA_128_GCM_SHA256", K.Rsa, A.Rsa, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC051, "TLS_RSA_WITH_ARIA_256_GCM_SHA384", K.Rsa, A.Rsa, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC052, "TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256", K.Dhe, A.Rsa, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC053, "TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384", K.Dhe, A.Rsa, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC054, "TLS_DH_RSA_WITH_ARIA_128_GCM_SHA256", K.Dh, A.Rsa, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC055, "TLS_DH_RSA_WITH_ARIA_256_GCM_SHA384", K.Dh, A.Rsa, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC056, "TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256", K.Dhe, A.Dss, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC057, "TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384", K.Dhe, A.Dss, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC058, "TLS_DH_DSS_WITH_ARIA_128_GCM_SHA256", K.Dh, A.Dss, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC059, "TLS_DH_DSS_WITH_ARIA_256_GCM_SHA384", K.Dh, A.Dss, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC05A, "TLS_DH_anon_WITH_ARIA_128_GCM_SHA256", K.Dh, A.Anonymous, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC05B, "TLS_DH_anon_WITH_ARIA_256_GCM_SHA384", K.Dh, A.Anonymous, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC05C, "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256", K.Ecdhe, A.Ecdsa, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC05D, "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384", K.Ecdhe, A.Ecdsa, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC05E, "TLS_ECDH_ECDSA_WITH_ARIA_128_GCM_SHA256", K.Ecdh, A.Ecdsa, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC05F, "TLS_ECDH_ECDSA_WITH_ARIA_256_GCM_SHA384", K.Ecdh, A.Ecdsa, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC060, "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256", K.Ecdhe, A.Rsa, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC061, "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384", K.Ecdhe, A.Rsa, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC062, "TLS_ECDH_RSA_WITH_ARIA_128_GCM_SHA256", K.Ecdh, A.Rsa, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC063, "TLS_ECDH_RSA_WITH_ARIA_256_GCM_SHA384", K.Ecdh, A.Rsa, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC064, "TLS_PSK_WITH_ARIA_128_CBC_SHA256", K.Psk, A.Psk, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC065, "TLS_PSK_WITH_ARIA_256_CBC_SHA384", K.Psk, A.Psk, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC066, "TLS_DHE_PSK_WITH_ARIA_128_CBC_SHA256", K.DhePsk, A.Psk, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC067, "TLS_DHE_PSK_WITH_ARIA_256_CBC_SHA384", K.DhePsk, A.Psk, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC068, "TLS_RSA_PSK_WITH_ARIA_128_CBC_SHA256", K.RsaPsk, A.Psk, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC069, "TLS_RSA_PSK_WITH_ARIA_256_CBC_SHA384", K.RsaPsk, A.Psk, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC06A, "TLS_PSK_WITH_ARIA_128_GCM_SHA256", K.Psk, A.Psk, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC06B, "TLS_PSK_WITH_ARIA_256_GCM_SHA384", K.Psk, A.Psk, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC06C, "TLS_DHE_PSK_WITH_ARIA_128_GCM_SHA256", K.DhePsk, A.Psk, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC06D, "TLS_DHE_PSK_WITH_ARIA_256_GCM_SHA384", K.DhePsk, A.Psk, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC06E, "TLS_RSA_PSK_WITH_ARIA_128_GCM_SHA256", K.RsaPsk, A.Psk, C.Aria128, M.Gcm, I.Aead, H.Sha256),
        new(0xC06F, "TLS_RSA_PSK_WITH_ARIA_256_GCM_SHA384", K.RsaPsk, A.Psk, C.Aria256, M.Gcm, I.Aead, H.Sha384),
        new(0xC070, "TLS_ECDHE_PSK_WITH_ARIA_128_CBC_SHA256", K.EcdhePsk, A.Psk, C.Aria128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC071, "TLS_ECDHE_PSK_WITH_ARIA_256_CBC_SHA384", K.EcdhePsk, A.Psk, C.Aria256, M.Cbc, I.Sha384, H.Sha384),
    ];
}
