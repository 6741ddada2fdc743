namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.
#pragma warning disable CA1707 // So do their underscores.

/// <summary>
/// Protection profile of SRTP (IANA registry, RFC 5764 §4.1.2, RFC 7714 §14.2, RFC 8723 §10.1). Unknown values are possible.
/// </summary>
internal enum SrtpProtectionProfile : ushort
{
    SRTP_AES128_CM_HMAC_SHA1_80 = 0x0001,
    SRTP_AES128_CM_HMAC_SHA1_32 = 0x0002,
    /// <summary>Only in drafts, like the next one.</summary>
    SRTP_AES128_F8_SHA1_80 = 0x0003,
    SRTP_AES128_F8_SHA1_32 = 0x0004,
    SRTP_NULL_HMAC_SHA1_80 = 0x0005,
    SRTP_NULL_HMAC_SHA1_32 = 0x0006,
    SRTP_AEAD_AES_128_GCM = 0x0007,
    SRTP_AEAD_AES_256_GCM = 0x0008,
    DOUBLE_AEAD_AES_128_GCM_AEAD_AES_128_GCM = 0x0009,
    DOUBLE_AEAD_AES_256_GCM_AEAD_AES_256_GCM = 0x000A,
    SRTP_ARIA_128_CTR_HMAC_SHA1_80 = 0x000B,
    SRTP_ARIA_128_CTR_HMAC_SHA1_32 = 0x000C,
    SRTP_ARIA_256_CTR_HMAC_SHA1_80 = 0x000D,
    SRTP_ARIA_256_CTR_HMAC_SHA1_32 = 0x000E,
    SRTP_AEAD_ARIA_128_GCM = 0x000F,
    SRTP_AEAD_ARIA_256_GCM = 0x0010,
}
