namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.

/// <summary>
/// Kind of certificate that a CertificateRequest accepts (IANA registry). The members are spelled as registered. Unknown values are
/// possible.
/// </summary>
internal enum ClientCertificateType : byte
{
    rsa_sign = 1,
    dss_sign = 2,
    rsa_fixed_dh = 3,
    dss_fixed_dh = 4,
    rsa_ephemeral_dh = 5,
    dss_ephemeral_dh = 6,
    fortezza_dms = 20,
    gost_sign94 = 21,
    gost_sign01 = 22,
    ecdsa_sign = 64,
    rsa_fixed_ecdh = 65,
    ecdsa_fixed_ecdh = 66,
    gost_sign256 = 67,
    gost_sign512 = 68,
    /// <summary>Not registered: GM/T 0024.</summary>
    ibc_params = 80,
    /// <summary>Not registered, like the next one: TLS 1.2 with GOST before RFC 9189.</summary>
    gost_sign256_old = 238,
    gost_sign512_old = 239,
}
