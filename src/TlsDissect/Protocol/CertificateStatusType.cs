namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members are the registry's names.

/// <summary>What a CertificateStatus carries (IANA registry). Open.</summary>
internal enum CertificateStatusType : byte
{
    Ocsp = 1,
    OcspMulti = 2,
}
