using System.Collections.Immutable;
using TlsDissect.Findings.Chains;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Certificates;

/// <summary>The client's certificate is of none of the authorities that the server named: the usual failure of mutual TLS.</summary>
internal sealed class NotAcceptableIssuer() : FindingRule("not_acceptable_issuer", FindingSeverity.Medium)
{
    private const int MaxNames = 3;

    public override string Why =>
        "The server names the authorities whose client certificates it accepts. It refuses others, and a client without one of these " +
        "sends none.";

    public override string Advice =>
        "Give the client a certificate of one of these authorities, or add the client's authority at the server.";

    public override string Reference => "RFC 5246 §7.4.4, RFC 8446 §4.2.4";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        ImmutableArray<string> accepted = connection.AcceptableAuthorities;
        // A list that was cut short, or of which a name could not be read, may have contained the authority.
        if (accepted.IsEmpty || accepted.Length == AuthorityNames.Max || accepted.Contains("")) return;
        bool refused = connection.Outcome?.Result != OutcomeResult.Established &&
            connection.AlertList.Exists(alert => alert.From == Sender.Server && alert.Description != AlertDescription.CloseNotify);
        if (judgement.Certificates.Client is SideJudgement client)
        {
            if (client.Chain.Certificates.Any(sent => accepted.Contains(sent.Issuer, StringComparer.OrdinalIgnoreCase))) return;
            string issuer = client.Chain.Certificates[client.Chain.Path[^1]].Issuer;
            judgement.Found(this, $"the client's certificate is issued by {issuer}; the server accepts {Names(accepted)}", client.Packet,
                refused ? null : FindingSeverity.Info);
        }
        else if (refused && EmptyCertificate(connection) is MessageEntry entry)
        {
            // Most servers that go on without a certificate only offer to accept one.
            judgement.Found(this, $"the client sent no certificate; the server accepts those of {Names(accepted)}", entry.Position.Packet);
        }
    }

    private static MessageEntry? EmptyCertificate(ConnectionSummary connection) =>
        connection.MessageList.Find(entry => entry is { From: Sender.Client, Message: Certificate { Entries.Length: 0 } });

    private static string Names(ImmutableArray<string> accepted)
    {
        string names = string.Join("; ", accepted.Take(MaxNames));
        return accepted.Length > MaxNames ? $"{names}; and {accepted.Length - MaxNames} more" : names;
    }
}
