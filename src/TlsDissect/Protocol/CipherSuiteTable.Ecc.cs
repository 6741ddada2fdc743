using A = TlsDissect.Protocol.Authentication;
using C = TlsDissect.Protocol.BulkCipher;
using H = TlsDissect.Protocol.SuiteHash;
using I = TlsDissect.Protocol.MacAlgorithm;
using K = TlsDissect.Protocol.KeyExchange;
using M = TlsDissect.Protocol.CipherMode;

namespace TlsDissect.Protocol;

internal static partial class CipherSuiteTable
{
    // 0xC000 to 0xC03B: elliptic curves and SRP (RFC 8422, RFC 5054, RFC 5289, RFC 5489).
    private static CipherSuite[] Ecc =>
    [
        new(0xC001, "TLS_ECDH_ECDSA_WITH_NULL_SHA", K.Ecdh, A.Ecdsa, C.Null, M.None, I.Sha, H.Sha),
        new(0xC002, "TLS_ECDH_ECDSA_WITH_RC4_128_SHA", K.Ecdh, A.Ecdsa, C.Rc4_128, M.None, I.Sha, H.Sha),
        new(0xC003, "TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA", K.Ecdh, A.Ecdsa, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC004, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", K.Ecdh, A.Ecdsa, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC005, "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA", K.Ecdh, A.Ecdsa, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC006, "TLS_ECDHE_ECDSA_WITH_NULL_SHA", K.Ecdhe, A.Ecdsa, C.Null, M.None, I.Sha, H.Sha),
        new(0xC007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", K.Ecdhe, A.Ecdsa, C.Rc4_128, M.None, I.Sha, H.Sha),
        new(0xC008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA", K.Ecdhe, A.Ecdsa, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", K.Ecdhe, A.Ecdsa, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC00A, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", K.Ecdhe, A.Ecdsa, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC00B, "TLS_ECDH_RSA_WITH_NULL_SHA", K.Ecdh, A.Rsa, C.Null, M.None, I.Sha, H.Sha),
        new(0xC00C, "TLS_ECDH_RSA_WITH_RC4_128_SHA", K.Ecdh, A.Rsa, C.Rc4_128, M.None, I.Sha, H.Sha),
        new(0xC00D, "TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA", K.Ecdh, A.Rsa, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC00E, "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA", K.Ecdh, A.Rsa, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC00F, "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA", K.Ecdh, A.Rsa, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC010, "TLS_ECDHE_RSA_WITH_NULL_SHA", K.Ecdhe, A.Rsa, C.Null, M.None, I.Sha, H.Sha),
        new(0xC011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA", K.Ecdhe, A.Rsa, C.Rc4_128, M.None, I.Sha, H.Sha),
        new(0xC012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", K.Ecdhe, A.Rsa, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", K.Ecdhe, A.Rsa, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", K.Ecdhe, A.Rsa, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC015, "TLS_ECDH_anon_WITH_NULL_SHA", K.Ecdh, A.Anonymous, C.Null, M.None, I.Sha, H.Sha),
        new(0xC016, "TLS_ECDH_anon_WITH_RC4_128_SHA", K.Ecdh, A.Anonymous, C.Rc4_128, M.None, I.Sha, H.Sha),
        new(0xC017, "TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA", K.Ecdh, A.Anonymous, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA", K.Ecdh, A.Anonymous, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC019, "TLS_ECDH_anon_WITH_AES_256_CBC_SHA", K.Ecdh, A.Anonymous, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC01A, "TLS_SRP_SHA_WITH_3DES_EDE_CBC_SHA", K.Srp, A.Srp, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC01B, "TLS_SRP_SHA_RSA_WITH_3DES_EDE_CBC_SHA", K.Srp, A.Rsa, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC01C, "TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA", K.Srp, A.Dss, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC01D, "TLS_SRP_SHA_WITH_AES_128_CBC_SHA", K.Srp, A.Srp, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC01E, "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA", K.Srp, A.Rsa, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC01F, "TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA", K.Srp, A.Dss, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC020, "TLS_SRP_SHA_WITH_AES_256_CBC_SHA", K.Srp, A.Srp, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC021, "TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA", K.Srp, A.Rsa, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC022, "TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA", K.Srp, A.Dss, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", K.Ecdhe, A.Ecdsa, C.Aes128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", K.Ecdhe, A.Ecdsa, C.Aes256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC025, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256", K.Ecdh, A.Ecdsa, C.Aes128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC026, "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384", K.Ecdh, A.Ecdsa, C.Aes256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", K.Ecdhe, A.Rsa, C.Aes128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", K.Ecdhe, A.Rsa, C.Aes256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC029, "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256", K.Ecdh, A.Rsa, C.Aes128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC02A, "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384", K.Ecdh, A.Rsa, C.Aes256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", K.Ecdhe, A.Ecdsa, C.Aes128, M.Gcm, I.Aead, H.Sha256),
        new(0xC02C, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", K.Ecdhe, A.Ecdsa, C.Aes256, M.Gcm, I.Aead, H.Sha384),
        new(0xC02D, "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256", K.Ecdh, A.Ecdsa, C.Aes128, M.Gcm, I.Aead, H.Sha256),
        new(0xC02E, "TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384", K.Ecdh, A.Ecdsa, C.Aes256, M.Gcm, I.Aead, H.Sha384),
        new(0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", K.Ecdhe, A.Rsa, C.Aes128, M.Gcm, I.Aead, H.Sha256),
        new(0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", K.Ecdhe, A.Rsa, C.Aes256, M.Gcm, I.Aead, H.Sha384),
        new(0xC031, "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256", K.Ecdh, A.Rsa, C.Aes128, M.Gcm, I.Aead, H.Sha256),
        new(0xC032, "TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384", K.Ecdh, A.Rsa, C.Aes256, M.Gcm, I.Aead, H.Sha384),
        new(0xC033, "TLS_ECDHE_PSK_WITH_RC4_128_SHA", K.EcdhePsk, A.Psk, C.Rc4_128, M.None, I.Sha, H.Sha),
        new(0xC034, "TLS_ECDHE_PSK_WITH_3DES_EDE_CBC_SHA", K.EcdhePsk, A.Psk, C.TripleDes, M.Cbc, I.Sha, H.Sha),
        new(0xC035, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA", K.EcdhePsk, A.Psk, C.Aes128, M.Cbc, I.Sha, H.Sha),
        new(0xC036, "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA", K.EcdhePsk, A.Psk, C.Aes256, M.Cbc, I.Sha, H.Sha),
        new(0xC037, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256", K.EcdhePsk, A.Psk, C.Aes128, M.Cbc, I.Sha256, H.Sha256),
        new(0xC038, "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384", K.EcdhePsk, A.Psk, C.Aes256, M.Cbc, I.Sha384, H.Sha384),
        new(0xC039, "TLS_ECDHE_PSK_WITH_NULL_SHA", K.EcdhePsk, A.Psk, C.Null, M.None, I.Sha, H.Sha),
        new(0xC03A, "TLS_ECDHE_PSK_WITH_NULL_SHA256", K.EcdhePsk, A.Psk, C.Null, M.None, I.Sha256, H.Sha256),
        new(0xC03B, "TLS_ECDHE_PSK_WITH_NULL_SHA384", K.EcdhePsk, A.Psk, C.Null, M.None, I.Sha384, H.Sha384),
    ];
}
