using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Chains;

/// <summary>A certificate chain with all that was found about it, kept for the next connection that has the same.</summary>
internal sealed class JudgedChain
{
    /// <summary>Maximum number of names whose match is remembered. A client that asks for others makes the next one forget them.</summary>
    private const int MaxNames = 32;

    /// <summary>No longer name is a host's.</summary>
    private const int LongestName = 255;

    /// <summary>Bytes of memory of a chain, of a certificate and of a remembered name beside the parts that are counted.</summary>
    private const int Places = 512, NamePlace = 48;

    /// <summary>By a hash of the name, which a client may make long.</summary>
    private readonly Dictionary<UInt128, bool?> _names = [];

    /// <summary>The name that was asked for last, because most are asked for again and again.</summary>
    private string? _lastName;
    private bool? _lastMatch;

    /// <summary>The trust without validity, for connections whose time is unknown.</summary>
    private ChainResult? _timeless;

    private ChainResult? _result;
    private DateTimeOffset? _judgedFrom;
    private DateTimeOffset? _judgedUntil;

    /// <summary>Judges a chain for the first time.</summary>
    /// <param name="certificates">As sent, the side's own first; at least one.</param>
    /// <param name="side">Whose chain it is.</param>
    public JudgedChain(ImmutableArray<CertificateDetails> certificates, Sender side)
    {
        (Certificates, Side) = (certificates, side);
        Sent = [.. certificates.Select(CertificateTraits.Read)];
        Path = PathOf(Sent);
        byte[] hashes = [.. certificates.SelectMany(certificate => certificate.Sha256.ToArray())];
        Identity = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(hashes));
        Bytes = Places + (MaxNames * NamePlace) + (2 * LongestName) + certificates.Sum(certificate => Footprint.Of(certificate) + Places);
    }

    /// <summary>The certificates as sent.</summary>
    public ImmutableArray<CertificateDetails> Certificates { get; }

    /// <summary>Whose chain it is.</summary>
    public Sender Side { get; }

    /// <summary>What the certificates may be used for, in the order sent.</summary>
    public ImmutableArray<CertificateTraits> Sent { get; }

    /// <summary>The side's own certificate.</summary>
    public CertificateTraits Own => Sent[0];

    /// <summary>Indices of the certificates from the side's own to the last whose issuer was sent, each followed by its issuer.</summary>
    public ImmutableArray<int> Path { get; }

    /// <summary>Whether the side's own certificate is its own issuer.</summary>
    public bool IsSelfSigned => Own.IsSelfIssued;

    /// <summary>A hash of the certificates.</summary>
    public UInt128 Identity { get; }

    /// <summary>Bytes of memory that it keeps alive.</summary>
    public int Bytes { get; }

    /// <summary>The trust in the chain. It is computed again if the time makes a difference.</summary>
    public ChainResult Result(ChainVerifier? verifier, DateTimeOffset? time)
    {
        if (verifier is null) return ChainResult.NotChecked;
        if (time is not DateTimeOffset known) return _timeless ??= verifier.Verify(Sent, Side, time: null);
        if (_result is not null && !(known < _judgedFrom) && !(known >= _judgedUntil)) return _result;
        (_judgedFrom, _judgedUntil) = WindowOf(known, verifier);
        return _result = verifier.Verify(Sent, Side, known);
    }

    /// <summary>Whether the side's own certificate is for a name or address, as .NET compares them; <c>null</c> if unknown.</summary>
    public bool? Matches(string name)
    {
        if (name == _lastName) return _lastMatch;
        UInt128 key = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan())));
        if (!_names.TryGetValue(key, out bool? known))
        {
            if (_names.Count == MaxNames) _names.Clear();
            _names[key] = known = Compare(name);
        }

        if (name.Length <= LongestName) (_lastName, _lastMatch) = (name, known);
        return known;
    }

    /// <summary>Whether the certificates are those of another chain.</summary>
    public bool Has(ImmutableArray<CertificateDetails> certificates)
    {
        if (certificates.Length != Certificates.Length) return false;
        for (int i = 0; i < certificates.Length; i++)
        {
            if (!ReferenceEquals(certificates[i], Certificates[i]) &&
                !certificates[i].Sha256.Span.SequenceEqual(Certificates[i].Sha256.Span)) return false;
        }

        return true;
    }

    private bool? Compare(string name)
    {
        using X509Certificate2? certificate = ChainVerifier.Load(Own);
        try
        {
            return certificate?.MatchesHostname(name, allowWildcards: true, allowCommonName: true);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return null; // Not a host name, or the certificate's names cannot be read.
        }
    }

    /// <summary>The times around a time between which no certificate becomes valid or expires.</summary>
    private (DateTimeOffset? From, DateTimeOffset? Until) WindowOf(DateTimeOffset time, ChainVerifier verifier)
    {
        (DateTimeOffset? from, DateTimeOffset? until) = (null, null);
        foreach (CertificateTraits certificate in Sent.Concat(verifier.Trusted))
        {
            Narrow(certificate.Details.NotBefore);
            // OpenSSL, which builds .NET's chains, counts whole seconds, and the last one as expired.
            Narrow(certificate.Details.NotAfter);
            if (certificate.Details.NotAfter < DateTimeOffset.MaxValue.AddSeconds(-1)) Narrow(certificate.Details.NotAfter?.AddSeconds(1));
        }

        return (from, until);

        void Narrow(DateTimeOffset? boundary)
        {
            if (boundary <= time && !(boundary <= from)) from = boundary;
            if (boundary > time && !(boundary >= until)) until = boundary;
        }
    }

    private static ImmutableArray<int> PathOf(ImmutableArray<CertificateTraits> sent)
    {
        List<int> path = [0];
        while (!sent[path[^1]].IsSelfIssued)
        {
            CertificateTraits last = sent[path[^1]];
            int next = -1;
            for (int i = 1; i < sent.Length && next < 0; i++)
            {
                if (!path.Contains(i) && last.IsIssuedBy(sent[i])) next = i;
            }

            if (next < 0) break;
            path.Add(next);
        }

        return [.. path];
    }
}
