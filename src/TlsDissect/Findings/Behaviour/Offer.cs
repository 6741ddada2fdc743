using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>The versions and suites of a ClientHello, without GREASE and signals.</summary>
internal readonly struct Offer
{
    private readonly ProtocolVersion[] _versions;

    public Offer(ClientHello hello)
    {
        Hello = hello;
        _versions = [.. hello.SupportedVersions.Where(version => !Grease.IsGrease((ushort)version))];
        CipherSuite[] suites = [.. hello.CipherSuites.Select(CipherSuite.Find).OfType<CipherSuite>().Where(suite => !suite.IsSignal)];
        SuiteNames =
            [.. hello.CipherSuites.Where(id => !Grease.IsGrease((ushort)id) && CipherSuite.Find(id) is not { IsSignal: true })
                .Select(CipherSuites.Name)];
        bool hasTls13 = _versions.Any(version => version.IsTls13());
        bool hasEarlier = _versions.Length == 0 || _versions.Any(version => !version.IsTls13());
        HasTls13 = hasTls13;
        Highest = _versions.Length > 0 ? _versions.Max(version => version.Generation()) : hello.LegacyVersion.Generation();
        TlsGeneration highest = Highest;
        Usable =
            [.. suites.Where(suite => suite.IsTls13 ? hasTls13 : hasEarlier && (highest >= TlsGeneration.Tls12 || !NeedsTls12(suite)))];
    }

    public ClientHello Hello { get; }

    /// <summary>The highest version that is offered.</summary>
    public TlsGeneration Highest { get; }

    /// <summary>Whether TLS 1.3 is offered.</summary>
    public bool HasTls13 { get; }

    /// <summary>The known suites that one of the offered versions can use.</summary>
    public CipherSuite[] Usable { get; }

    /// <summary>The names of all offered suites.</summary>
    public string[] SuiteNames { get; }

    /// <summary>The offered versions; without supported_versions only the highest is known.</summary>
    public string VersionText => _versions.Length > 0
        ? ShortList.Whole([.. _versions.Select(version => version.DisplayName())])
        : $"versions up to {Hello.LegacyVersion.DisplayName()}";

    /// <summary>Whether versions of a generation are offered. Without supported_versions, all up to the highest are.</summary>
    public bool Includes(TlsGeneration generation) => _versions.Length > 0
        ? Array.Exists(_versions, version => version.Generation() == generation)
        : generation <= Highest;

    /// <summary>AEAD suites and those with a MAC of SHA-2 are new in TLS 1.2 (RFC 5246 §1.2).</summary>
    private static bool NeedsTls12(CipherSuite suite) => suite.Mac is MacAlgorithm.Aead or MacAlgorithm.Sha256 or MacAlgorithm.Sha384;
}
