using System.Collections.Immutable;
using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Earlier;

/// <summary>
/// Completes the finding on a failed handshake by what its server chose and accepted in earlier connections. A conclusion is called likely:
/// a server may accept more than it chose.
/// </summary>
internal static class EarlierCause
{
    /// <summary>Facts that a sentence names.</summary>
    private const int MostNamed = 2;

    /// <summary>The findings that say which part of an offer is missing, or that the cause is not known.</summary>
    private static readonly FindingRule[] Rules =
    [
        new NoCommonVersion(), new NoCommonCipherSuite(), new NoCommonGroup(), new NoCommonSignatureScheme(), new NoCommonParameters(),
        new ServerNameRejected(), new HandshakeRefused(), new HandshakeAborted(),
    ];

    /// <summary>Completes the findings of a connection.</summary>
    /// <param name="findings">Its own findings.</param>
    /// <param name="failed">How it failed.</param>
    /// <param name="server">Its server.</param>
    /// <param name="servers">The servers of earlier connections.</param>
    /// <param name="ignored">The ids of findings that are not wanted.</param>
    /// <returns>The same if earlier connections add nothing.</returns>
    public static ImmutableArray<Finding> Complete(ImmutableArray<Finding> findings, FailedHandshake failed, in ServerKey server,
        KnownServers servers, IReadOnlySet<string> ignored)
    {
        if (servers.Find(server.AnyName) is not KnownServer address) return findings;
        KnownServer? own = servers.Find(server);
        for (int i = 0; i < findings.Length; i++)
        {
            Finding finding = findings[i];
            Finding? complete = failed.IsGeneral && failed.Hello is ClientHello hello && Array.Exists(Rules, rule => rule.Id == finding.Id)
                ? own is null ? OfOtherName(finding, failed, hello, server, address) : OfOffer(finding, failed, hello, own)
                : Add(finding, failed, own, address, server);
            if (complete is null) continue;
            return ignored.Contains(complete.Id) ? findings.RemoveAt(i) : findings.SetItem(i, complete);
        }

        return findings;
    }

    /// <summary>The cause, if the client's offer is compared with what the server chose.</summary>
    private static Finding? OfOffer(Finding finding, FailedHandshake failed, ClientHello hello, KnownServer server)
    {
        OfferComparison comparison = new(hello, server);
        KnownFact[] open = [.. comparison.Open.SelectMany(part => part.Known)];
        KnownFact[] accepted = [.. comparison.Accepted.SelectMany(part => part.Known)];
        if (open.Length + accepted.Length == 0) return null;
        if (comparison.Gap is OfferGap gap)
        {
            PartComparison part = comparison.Of(gap.Part);
            string chosen = part.Fit == Fit.Open ? $"; {Before(server)} the server chose {List(part.Known)}" : "";
            return Found(finding, RuleOf(gap.Part), $"{failed.What}: {gap.Text}{chosen}{RuledOut(accepted)}", [.. part.Known, .. accepted]);
        }

        if (comparison.Left is PartComparison left)
        {
            return Found(finding, RuleOf(left.Part),
                $"{failed.What}, likely because of the {Noun(left.Part)}: the client offers {comparison.Offered(left)}, and " +
                $"{Before(server)} the server chose {List(left.Known)}{RuledOut(accepted)}", [.. left.Known, .. accepted]);
        }

        return open.Length > 0
            ? Found(finding, Any(failed), $"{failed.What}: the client does not offer {List(open)}, which the server chose " +
                $"{Before(server)}{RuledOut(accepted)}", [.. open, .. accepted])
            : Found(finding, Any(failed), $"{failed.What}, although the client offers {List(accepted)}, which the server chose " +
                $"{Before(server)}: its settings have changed, or the cause is something else", accepted);
    }

    /// <summary>
    /// The cause, if the server is only known by other names. If the offer is otherwise one that it accepted, the name is left.
    /// </summary>
    private static Finding? OfOtherName(
        Finding finding, FailedHandshake failed, ClientHello hello, in ServerKey server, KnownServer address)
    {
        OfferComparison comparison = new(hello, address);
        if (!comparison.FitsWholly || comparison.Gap is not null) return OfOffer(finding, failed, hello, address);
        KnownFact[] accepted = [.. comparison.Accepted.SelectMany(part => part.Known)];
        return Found(finding, RuleOf(nameof(ServerNameRejected)),
            $"{failed.What}, likely because of the server name: the client " +
            $"{(server.Name is null ? "sends none" : $"asks for {server.Name}")}, and in connection {address.LastConnection} one " +
            $"{(address.LastName is null ? "sent none" : $"asked for {address.LastName}")}{RuledOut(accepted)}",
            [.. accepted, new KnownFact(default, address.LastConnection)]);
    }

    /// <summary>What earlier connections add to a cause that the alert names.</summary>
    private static Finding? Add(
        Finding finding, FailedHandshake failed, KnownServer? own, KnownServer address, in ServerKey asked) => finding.Id switch
        {
            "no_common_version" when failed.Alert == AlertDescription.ProtocolVersion && failed.IsAnswerToHello =>
                Choices(finding, own ?? address, FactKind.Version, "the server chose"),
            "fallback_refused" => Choices(finding, own ?? address, FactKind.Version, "the server chose"),
            "no_common_application_protocol" when failed.By == Sender.Server =>
                Choices(finding, own ?? address, FactKind.ApplicationProtocol, "the server chose"),
            "client_certificate_missing" => Choices(finding, own, FactKind.ClientIssuer, "the server accepted certificates issued by"),
            "certificate_refused" when failed.By == Sender.Server =>
                Choices(finding, own, FactKind.ClientIssuer, "the server accepted certificates issued by"),
            "certificate_refused" => AcceptedElsewhere(finding, failed, address),
            "server_name_rejected" or "mandatory_extension_missing" when address.LastName is string name && name != asked.Name =>
                Found(finding, null, $"{finding.Text}; in connection {address.LastConnection} a client asked it for {name}",
                    [new KnownFact(default, address.LastConnection)]),
            _ => null,
        };

    private static Finding? Choices(Finding finding, KnownServer? server, FactKind kind, string did)
    {
        KnownFact[] known = [.. server?.Of(kind).Take(MostNamed) ?? []];
        return known.Length == 0 ? null : Found(finding, null, $"{finding.Text}; {Before(server!)} {did} {List(known)}", known);
    }

    /// <summary>Adds the connection in which another client accepted the certificate that was refused.</summary>
    private static Finding? AcceptedElsewhere(Finding finding, FailedHandshake failed, KnownServer server)
    {
        KnownFact[] same = [.. server.Of(FactKind.Certificate).Where(known => known.Fact.Value == failed.Certificate).Take(1)];
        return same is [KnownFact known]
            ? Found(finding, null, $"{finding.Text}; the same certificate was accepted in connection {known.Connection}", same)
            : null;
    }

    /// <summary>The parts that are not the cause.</summary>
    private static string RuledOut(KnownFact[] accepted) => accepted.Length == 0
        ? ""
        : $"; not because of {List(accepted)}, which the server chose before and the client offers";

    /// <summary>When the server chose what is known of it.</summary>
    private static string Before(KnownServer server) =>
        server.Key.IsAnyName ? "in earlier connections for other names" : "in earlier connections";

    /// <summary>As in <c>TLS 1.3, x25519 (connection 4), TLS 1.2 (connection 9)</c>.</summary>
    private static string List(IEnumerable<KnownFact> facts) => string.Join(", ", facts.GroupBy(known => known.Connection)
        .Select(group => $"{string.Join(", ", group.Select(known => known.Fact))} (connection {group.Key})"));

    private static string Noun(OfferPart part) => part switch
    {
        OfferPart.Version => "version",
        OfferPart.CipherSuite => "cipher suite",
        OfferPart.Group => "group",
        _ => "signature scheme",
    };

    private static FindingRule RuleOf(OfferPart part) => Rules[(int)part];

    private static FindingRule RuleOf(string type) => Array.Find(Rules, rule => rule.GetType().Name == type)!;

    /// <summary>The finding for a cause that is not known.</summary>
    private static FindingRule Any(FailedHandshake failed) => failed.Alert switch
    {
        null => RuleOf(nameof(HandshakeAborted)),
        AlertDescription.HandshakeFailure or AlertDescription.InsufficientSecurity => RuleOf(OfferPart.Any),
        _ => RuleOf(nameof(HandshakeRefused)),
    };

    private static Finding Found(Finding own, FindingRule? rule, string text, IEnumerable<KnownFact> known)
    {
        Finding found = rule is null ? own with { Text = text } : rule.Find(text, own.Packet, own.Severity);
        return found with { Connections = [.. known.Select(one => one.Connection).Distinct().Order()] };
    }
}
