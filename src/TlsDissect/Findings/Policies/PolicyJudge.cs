using TlsDissect.Messages;

namespace TlsDissect.Findings.Policies;

/// <summary>
/// Judges a connection by the rules of a policy: what both sides agreed on in each of its handshakes, then certificates, then what the
/// client offered. A rule is broken only by what was seen. The verdict is unknown if an unseen part could break a rule.
/// </summary>
internal static class PolicyJudge
{
    /// <summary>Judges a connection that is over.</summary>
    public static PolicyVerdict Judge(PolicyRules rules, ConnectionSummary connection)
    {
        PolicyBreaches breaches = new();
        AgreementRules.Check(rules, connection, breaches);
        KeyExchangeRules.Check(rules, connection, breaches);
        CertificateRules.Check(rules, connection, breaches);
        OfferRules.Check(rules, connection, breaches);
        return breaches.ToVerdict(rules.Name);
    }

    /// <summary>Whether a ServerHello of the connection resumes a session, so that neither certificates nor keys are sent.</summary>
    internal static bool IsResumed(ConnectionSummary connection) => connection.Handshake == HandshakeKind.Resumed ||
        connection.ServerHelloList.Exists(hello => hello.SelectedPreSharedKey is not null);

    /// <summary>The latest ServerHello that agrees on something; <c>null</c> if none was seen.</summary>
    internal static ServerHello? Agreement(ConnectionSummary connection) =>
        connection.ServerHelloList.FindLast(hello => !hello.IsHelloRetryRequest);

    /// <summary>The packet of a message; <c>null</c> if the message is not listed.</summary>
    internal static long? PacketOf(ConnectionSummary connection, HandshakeMessage message)
    {
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (ReferenceEquals(entry.Message, message)) return entry.Position.Packet;
        }

        return null;
    }
}
