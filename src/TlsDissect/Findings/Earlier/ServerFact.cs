using TlsDissect.Messages.Certificates;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Earlier;

/// <summary>The kinds of facts that a connection shows about its server.</summary>
internal enum FactKind
{
    /// <summary>A version that it chose.</summary>
    Version,

    /// <summary>A cipher suite that it chose.</summary>
    CipherSuite,

    /// <summary>A group that it chose.</summary>
    Group,

    /// <summary>A scheme that it signed with.</summary>
    SignatureScheme,

    /// <summary>An application protocol that it chose.</summary>
    ApplicationProtocol,

    /// <summary>A certificate of it that a client accepted, by its hash.</summary>
    Certificate,

    /// <summary>The issuer of a client's certificate that it accepted.</summary>
    ClientIssuer,
}

/// <summary>A fact about a server that one connection shows: what it chose, and what was accepted.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Version">The version that was negotiated with it.</param>
/// <param name="Value">The registered number, for the kinds that have one.</param>
/// <param name="Text">The name, for the others. Hostile text.</param>
internal readonly record struct ServerFact(FactKind Kind, TlsGeneration Version, ushort Value, string? Text = null)
{
    /// <summary>Longer texts are not kept.</summary>
    private const int LongestText = 255;

    /// <summary>The facts of a connection that is over; empty if its server chose nothing.</summary>
    public static ServerFact[] Of(ConnectionSummary connection)
    {
        if (connection.ServerHelloList.FindLast(hello => !hello.IsHelloRetryRequest) is not { IsPartial: false } chosen) return [];
        List<ServerFact> facts = new(6);
        TlsGeneration version = chosen.NegotiatedVersion.Generation();
        facts.Add(new ServerFact(FactKind.Version, version, (ushort)chosen.NegotiatedVersion));
        facts.Add(new ServerFact(FactKind.CipherSuite, version, (ushort)chosen.CipherSuite));
        if (connection.NamedGroup is NamedGroup group) facts.Add(new ServerFact(FactKind.Group, version, (ushort)group));
        if (SchemeOf(connection) is SignatureScheme scheme)
            facts.Add(new ServerFact(FactKind.SignatureScheme, version, (ushort)scheme));
        AddText(FactKind.ApplicationProtocol, connection.Alpn);
        if (connection.Outcome?.Result != OutcomeResult.Established) return [.. facts];
        AddText(FactKind.Certificate, HashOf(connection));
        if (connection is { ClientCertificates: [CertificateDetails own, ..], MutualAuthentication: not false })
            AddText(FactKind.ClientIssuer, own.Issuer);
        return [.. facts];

        void AddText(FactKind kind, string? text)
        {
            if (text is { Length: > 0 and <= LongestText }) facts.Add(new ServerFact(kind, version, 0, text));
        }
    }

    /// <summary>The hash of the server's own certificate; <c>null</c> if it was not seen.</summary>
    public static string? HashOf(ConnectionSummary connection) =>
        connection.ServerCertificates is [CertificateDetails own, ..] ? Convert.ToHexStringLower(own.Sha256.Span) : null;

    /// <summary>The scheme of the server's last signature that names one.</summary>
    private static SignatureScheme? SchemeOf(ConnectionSummary connection)
    {
        for (int i = connection.MessageList.Count - 1; i >= 0; i--)
        {
            DigitalSignature? signature = connection.MessageList[i] switch
            {
                { Message: ServerKeyExchange exchange } => exchange.Signature,
                { From: Sender.Server, Message: CertificateVerify verify } => verify.Signature,
                _ => null,
            };
            if (signature?.Scheme is SignatureScheme scheme) return scheme;
        }

        return null;
    }

    /// <summary>The registered name of what was chosen, or the text.</summary>
    public override string ToString() => Kind switch
    {
        FactKind.Version => ((ProtocolVersion)Value).DisplayName(),
        FactKind.CipherSuite => CipherSuites.Name((CipherSuiteId)Value),
        FactKind.Group => ((NamedGroup)Value).RegisteredName(),
        FactKind.SignatureScheme => ((SignatureScheme)Value).RegisteredName(),
        _ => Text ?? "",
    };
}
