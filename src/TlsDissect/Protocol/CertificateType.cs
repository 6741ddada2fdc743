namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.

/// <summary>Kind of certificate (IANA registry TLS Certificate Types, RFC 7250 §3). Unknown values are possible.</summary>
internal enum CertificateType : byte
{
    X509 = 0,
    OpenPGP = 1,
    RawPublicKey = 2,
    CertificateType1609Dot2 = 3,
}
