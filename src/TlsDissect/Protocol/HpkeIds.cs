namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.
#pragma warning disable CA1707 // So do their underscores.

/// <summary>HPKE key encapsulation mechanism (IANA registry, RFC 9180 §7.1). Unknown values are possible.</summary>
internal enum HpkeKem : ushort
{
    DHKEM_P256_HKDF_SHA256 = 0x0010,
    DHKEM_P384_HKDF_SHA384 = 0x0011,
    DHKEM_P521_HKDF_SHA512 = 0x0012,
    DHKEM_CP256_HKDF_SHA256 = 0x0013,
    DHKEM_CP384_HKDF_SHA384 = 0x0014,
    DHKEM_CP521_HKDF_SHA512 = 0x0015,
    DHKEM_SecP256K1_HKDF_SHA256 = 0x0016,
    DHKEM_X25519_HKDF_SHA256 = 0x0020,
    DHKEM_X448_HKDF_SHA512 = 0x0021,
    X25519Kyber768Draft00 = 0x0030,
    ML_KEM_512 = 0x0040,
    ML_KEM_768 = 0x0041,
    ML_KEM_1024 = 0x0042,
    MLKEM768_P256 = 0x0050,
    MLKEM1024_P384 = 0x0051,
    MLKEM768_X25519 = 0x647A,
}

/// <summary>HPKE key derivation function (IANA registry, RFC 9180 §7.2). Unknown values are possible.</summary>
internal enum HpkeKdf : ushort
{
    HKDF_SHA256 = 0x0001,
    HKDF_SHA384 = 0x0002,
    HKDF_SHA512 = 0x0003,
    SHAKE128 = 0x0010,
    SHAKE256 = 0x0011,
    TurboSHAKE128 = 0x0012,
    TurboSHAKE256 = 0x0013,
}

/// <summary>HPKE authenticated encryption (IANA registry, RFC 9180 §7.3). Unknown values are possible.</summary>
internal enum HpkeAead : ushort
{
    AES_128_GCM = 0x0001,
    AES_256_GCM = 0x0002,
    ChaCha20Poly1305 = 0x0003,
    ExportOnly = 0xFFFF,
}
