using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>A client offers TLS 1.1 or earlier, as the latest that it has or in its list.</summary>
internal sealed class ObsoleteVersionOffered() : FindingRule("obsolete_version_offered", FindingSeverity.Low)
{
    public override string Why =>
        "A client that accepts an obsolete version can be pushed down to it, or cannot connect to a server without it.";

    public override string Advice => "Update the client, or set its minimum version to TLS 1.2.";

    public override string Reference => "RFC 8996, RFC 9325 §3.1.1";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Hellos.Client(connection, handshake: 0, out MessageEntry? entry) is not ClientHello hello) return;
        bool isAgreed = connection.CipherSuite is not null || connection.Ssl2CipherKind is not null;
        if (isAgreed && connection.Version.Generation() < TlsGeneration.Tls12) return; // Another finding says so.
        if (hello.CipherSuites.Contains(CipherSuiteId.TLS_FALLBACK_SCSV)) return; // It is a retry of a client that has a later version.
        TlsGeneration latest = Hellos.Latest(hello);
        if (latest is > TlsGeneration.None and < TlsGeneration.Tls12)
            judgement.Found(this, $"the client offers nothing later than {LatestName(hello, latest)}", entry!.Position.Packet);
        else if (Listed(hello) is string listed)
            judgement.Found(this, $"the client offers {listed} beside later versions", entry!.Position.Packet, FindingSeverity.Info);
    }

    private static string LatestName(ClientHello hello, TlsGeneration latest)
    {
        foreach (ProtocolVersion version in hello.SupportedVersions)
        {
            if (version.Generation() == latest) return version.DisplayName();
        }

        return hello.LegacyVersion.DisplayName();
    }

    /// <summary>The earliest version of supported_versions if it is obsolete. Without the extension it is unknown.</summary>
    private static string? Listed(ClientHello hello)
    {
        ProtocolVersion earliest = ProtocolVersion.None;
        TlsGeneration limit = TlsGeneration.Tls12;
        foreach (ProtocolVersion version in hello.SupportedVersions)
        {
            TlsGeneration generation = version.Generation();
            if (generation is TlsGeneration.None || generation >= limit || Grease.IsGrease((ushort)version)) continue;
            (earliest, limit) = (version, generation);
        }

        return earliest == ProtocolVersion.None ? null : earliest.DisplayName();
    }
}
