using System.Collections.Immutable;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Statistics;

/// <summary>What a section counts.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Title">Its name in text.</param>
/// <param name="Order">The order of its values.</param>
internal sealed record SectionKind(string Name, string Title, SectionOrder Order = SectionOrder.Count)
{
    /// <summary>The value of <see cref="Expiry"/> for certificates that had expired when they were first seen.</summary>
    public const string Expired = "expired";

    /// <summary>A certificate counts once, however many connections show it.</summary>
    public bool CountsCertificates { get; private init; }

    /// <summary>The path of the field whose first value is counted; <c>null</c> if it takes more than that.</summary>
    private string? Path { get; init; }

    /// <summary>The field whose first value is counted; <c>null</c> if it takes more than that. Finding it reads the schema.</summary>
    public ConnectionField? Field => Path is null ? null : ConnectionFields.Get(Path);

    /// <summary>Makes a value safe to print.</summary>
    public Func<string, string> Escape { get; private init; } = WireText.Escape;

    /// <summary>Whether a connection may have several values, each of which is counted once.</summary>
    public bool HasSeveral { get; private init; }

    public static SectionKind Versions { get; } = Of("versions", "Version", "version");

    public static SectionKind CipherSuites { get; } = new("cipher_suites", "Cipher suite");

    public static SectionKind Groups { get; } = Of("key_exchange_groups", "Key exchange group", "key_exchange_group.name");

    public static SectionKind ServerAuthentication { get; } =
        Of("server_authentication", "Server authentication (signature scheme)", "authentication.server.scheme");

    public static SectionKind ClientAuthentication { get; } =
        Of("client_authentication", "Client authentication (signature scheme)", "authentication.client.scheme");

    public static SectionKind Handshakes { get; } = Of("handshakes", "Handshake", "handshake");

    public static SectionKind ForwardSecrecy { get; } = Of("forward_secrecy", "Forward secrecy", "forward_secrecy");

    public static SectionKind Outcomes { get; } = Of("outcomes", "Outcome", "outcome.result");

    public static SectionKind ServerAlerts { get; } = new("server_alerts", "Alert from the server") { HasSeveral = true };

    public static SectionKind ClientAlerts { get; } = new("client_alerts", "Alert from the client") { HasSeveral = true };

    public static SectionKind Decryption { get; } = Of("decryption", "Decryption", "decryption.status");

    public static SectionKind Reasons { get; } = Of("reasons", "Reason for not being decrypted", "decryption.reason");

    public static SectionKind Findings { get; } = new("findings", "Finding", SectionOrder.Severity) { HasSeveral = true };

    public static SectionKind Severities { get; } = new("severities", "Most severe finding", SectionOrder.Severity);

    public static SectionKind Policy { get; } = new("policy", "Policy");

    public static SectionKind PolicyRules { get; } = Of("policy_rules", "Broken rule of the policy", "policy.rules.rule") with
    {
        HasSeveral = true,
    };

    public static SectionKind ServerNames { get; } = Of("server_names", "Server name", "server_name") with { Escape = WireText.Name };

    public static SectionKind ServerTraffic { get; } =
        new("server_traffic", "Data by server (name or address)", SectionOrder.Bytes) { Escape = WireText.Target };

    public static SectionKind ClientTraffic { get; } = new("client_traffic", "Data by client", SectionOrder.Bytes);

    public static SectionKind Alpn { get; } = Of("alpn", "ALPN", "alpn") with { Escape = WireText.Name };

    public static SectionKind ApplicationProtocols { get; } =
        Of("application_protocols", "Application protocol", "application_protocol.name") with { Escape = WireText.Name };

    public static SectionKind Ja3 { get; } = Of("ja3", "JA3", "client_hellos.ja3");

    public static SectionKind Ja4 { get; } = Of("ja4", "JA4", "client_hellos.ja4");

    public static SectionKind Issuers { get; } = new("issuers", "Issuer of the server certificate")
    {
        CountsCertificates = true,
        Escape = WireText.DistinguishedName,
    };

    public static SectionKind PublicKeys { get; } = new("public_keys", "Key of the server certificate") { CountsCertificates = true };

    public static SectionKind Expiry { get; } = new("expiry", "Server certificate expires", SectionOrder.Month)
    {
        CountsCertificates = true,
    };

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static ImmutableArray<SectionKind> All { get; } =
    [
        Versions, CipherSuites, Groups, ServerAuthentication, ClientAuthentication, Handshakes, ForwardSecrecy,
        Outcomes, ClientAlerts, ServerAlerts, Decryption, Reasons, Severities, Findings, Policy, PolicyRules,
        ServerNames, ServerTraffic, ClientTraffic, Alpn, ApplicationProtocols, Ja3, Ja4, Issuers, PublicKeys, Expiry,
    ];

    /// <summary>Bytes are counted where they decide the order.</summary>
    public bool CountsBytes => Order == SectionOrder.Bytes;

    private static SectionKind Of(string name, string title, string path) => new(name, title) { Path = path };
}
