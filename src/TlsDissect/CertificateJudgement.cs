using System.Collections.Immutable;
using TlsDissect.Messages.Certificates;

namespace TlsDissect;

/// <summary>What one side's certificate chain was worth when the connection began.</summary>
public sealed record CertificateJudgement
{
    /// <summary>Whether the chain leads to a trusted authority.</summary>
    public ChainVerdict Chain { get; init; }

    /// <summary>Subject of the trusted certificate that ends the chain, as RFC 4514 text; <c>null</c> if it is not trusted.</summary>
    public string? TrustedBy { get; init; }

    /// <summary>
    /// Why the chain is not trusted: <c>time</c> (a certificate has expired or is not valid yet), <c>untrusted_root</c>, <c>incomplete</c>
    /// (the issuer of a certificate was neither sent nor is it trusted), <c>signature</c>, <c>usage</c>, <c>basic_constraints</c>,
    /// <c>name_constraints</c>, <c>critical_extension</c>, <c>policy</c>, <c>other</c>. Empty if it is trusted or was not checked.
    /// </summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Why the chain could not be judged; <c>null</c> if it was judged or not checked.</summary>
    public string? NotJudged { get; init; }

    /// <summary>
    /// The name that the server's certificate has to be for: the server name that the client sent, else the server's address. <c>null</c>
    /// for the client's certificate, and if the ClientHello was not read to its end. Hostile text.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Whether the certificate is for <see cref="Name"/>; <c>null</c> if that is unknown.</summary>
    public bool? NameMatches { get; init; }

    /// <summary>The certificates' status in the OCSP responses that the side sent with them.</summary>
    public ImmutableArray<StapledStatus> Ocsp { get; init; } = [];

    /// <summary>Timestamps of certificate transparency logs: in the certificate, in the handshake and in OCSP responses.</summary>
    public ImmutableArray<SignedTimestamp> Timestamps { get; init; } = [];
}

/// <summary>Whether a certificate chain leads to a trusted authority.</summary>
public enum ChainVerdict
{
    /// <summary>No trusted authorities were given.</summary>
    NotChecked,

    /// <summary>It is valid and leads to a trusted authority.</summary>
    Trusted,

    /// <summary>It is not valid, or leads to no trusted authority. <see cref="CertificateJudgement.Problems"/> says why.</summary>
    Untrusted,

    /// <summary>It could not be judged. <see cref="CertificateJudgement.NotJudged"/> says why.</summary>
    NotJudged,
}
