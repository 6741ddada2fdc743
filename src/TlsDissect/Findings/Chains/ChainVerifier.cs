using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Chains;

/// <summary>Whether chains lead to a trusted authority, as .NET builds them at a given time, without network and revocation.</summary>
/// <param name="trusted">The trusted authorities.</param>
internal sealed class ChainVerifier(TrustedAuthorities trusted)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string Incomplete = "incomplete";

    /// <summary>
    /// Largest key that may verify a signature. No authority has a larger one, and the sender chooses how long a verification takes.
    /// </summary>
    internal const int MaxKeyBits = 8192;

    /// <summary>The trusted authorities' certificates.</summary>
    public IReadOnlyList<CertificateTraits> Trusted => trusted.Traits;

    /// <summary>Judges a chain.</summary>
    /// <param name="chain">As sent, the side's own certificate first.</param>
    /// <param name="side">Whose chain it is, which decides what it has to be good for.</param>
    /// <param name="time">The time to judge it at; <c>null</c> if it is unknown, and validity is not judged.</param>
    public ChainResult Verify(IReadOnlyList<CertificateTraits> chain, Sender side, DateTimeOffset? time)
    {
        if (chain.Any(certificate => certificate.Key.Bits > MaxKeyBits)) return ChainResult.NotJudged("a key is too large");
        List<X509Certificate2> loaded = [];
        try
        {
            foreach (CertificateTraits certificate in chain)
            {
                if (Load(certificate) is X509Certificate2 read) loaded.Add(read);
                else if (loaded.Count == 0) return ChainResult.NotJudged("the certificate cannot be read");
            }

            return Build(loaded, side, time);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return ChainResult.NotJudged("the chain cannot be built");
        }
        finally
        {
            foreach (X509Certificate2 certificate in loaded) certificate.Dispose();
        }
    }

    /// <summary>Reads a certificate; <c>null</c> if .NET refuses it.</summary>
    public static X509Certificate2? Load(CertificateTraits certificate)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(certificate.Details.Der.Span);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return null;
        }
    }

    private ChainResult Build(List<X509Certificate2> sent, Sender side, DateTimeOffset? time)
    {
        using X509Chain chain = new();
        X509ChainPolicy policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(trusted.Certificates);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = time?.UtcDateTime ?? sent[0].NotBefore;
        policy.ApplicationPolicy.Add(new Oid(side == Sender.Server ? ServerAuthentication : ClientAuthentication));
        for (int i = 1; i < sent.Count; i++) policy.ExtraStore.Add(sent[i]);
        chain.Build(sent[0]);
        X509Certificate2[] path = [.. chain.ChainElements.Select(element => element.Certificate)];
        try
        {
            SortedSet<string> problems = new(StringComparer.Ordinal);
            foreach (X509ChainStatus status in chain.ChainStatus)
            {
                if (time is not null || status.Status != X509ChainStatusFlags.NotTimeValid) problems.Add(Word(status.Status));
            }

            // .NET also uses intermediate certificates that this machine has stored. The result must not depend on them.
            if (!Array.TrueForAll(path, element => trusted.Contains(element) || IsAmong(sent, element))) problems.Add(Incomplete);
            if (problems.Count > 0) return new ChainResult(ChainVerdict.Untrusted) { Problems = [.. problems] };
            return new ChainResult(ChainVerdict.Trusted) { TrustedBy = CertificateParser.Parse(path[^1].RawData).Subject };
        }
        finally
        {
            foreach (X509Certificate2 element in path) element.Dispose();
        }
    }

    private static bool IsAmong(List<X509Certificate2> sent, X509Certificate2 element) =>
        sent.Exists(certificate => certificate.RawDataMemory.Span.SequenceEqual(element.RawDataMemory.Span));

    private static string Word(X509ChainStatusFlags flag) => flag switch
    {
        X509ChainStatusFlags.NotTimeValid => "time",
        X509ChainStatusFlags.UntrustedRoot => "untrusted_root",
        X509ChainStatusFlags.PartialChain => Incomplete,
        X509ChainStatusFlags.NotSignatureValid => "signature",
        X509ChainStatusFlags.NotValidForUsage => "usage",
        X509ChainStatusFlags.InvalidBasicConstraints => "basic_constraints",
        X509ChainStatusFlags.InvalidNameConstraints or X509ChainStatusFlags.HasNotSupportedNameConstraint or
            X509ChainStatusFlags.HasNotDefinedNameConstraint or X509ChainStatusFlags.HasNotPermittedNameConstraint or
            X509ChainStatusFlags.HasExcludedNameConstraint => "name_constraints",
        X509ChainStatusFlags.HasNotSupportedCriticalExtension => "critical_extension",
        X509ChainStatusFlags.InvalidPolicyConstraints or X509ChainStatusFlags.NoIssuanceChainPolicy => "policy",
        _ => "other",
    };
}
