using System.Numerics;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Policies;

/// <summary>Checks groups, sizes of primes, and the schemes of handshake signatures.</summary>
internal static class KeyExchangeRules
{
    public static void Check(PolicyRules rules, ConnectionSummary connection, PolicyBreaches breaches)
    {
        foreach (ServerHello hello in connection.ServerHelloList)
        {
            if (!hello.IsHelloRetryRequest && hello.NegotiatedVersion.IsTls13()) CheckTls13(rules, connection, hello, breaches);
        }

        foreach (MessageEntry entry in connection.MessageList)
        {
            long packet = entry.Position.Packet;
            if (entry.Message is ServerKeyExchange exchange)
            {
                CheckParameters(rules, exchange, packet, breaches);
                if (exchange.Signature is DigitalSignature signature) CheckScheme(rules, signature, entry.From, packet, breaches);
            }
            else if (entry.Message is CertificateVerify verify)
            {
                CheckScheme(rules, verify.Signature, entry.From, packet, breaches);
            }
        }

        NoteMissing(rules, connection, breaches);
    }

    private static void CheckTls13(PolicyRules rules, ConnectionSummary connection, ServerHello hello, PolicyBreaches breaches)
    {
        if (rules.Groups is not { } groups || hello.IsPartial) return;
        if (hello.KeyShare is not { } share)
            breaches.Add(PolicyMembers.Groups, "no group was agreed on: the keys come from a pre-shared key alone (psk_ke)",
                PolicyJudge.PacketOf(connection, hello));
        else if (!groups.Contains(share.Group))
            AddGroup(share.Group.RegisteredName(), PolicyJudge.PacketOf(connection, hello), breaches);
    }

    /// <summary>Checks the parameters of a ServerKeyExchange: those of a curve, or a prime.</summary>
    private static void CheckParameters(PolicyRules rules, ServerKeyExchange exchange, long packet, PolicyBreaches breaches)
    {
        if (exchange.Prime.Length > 0)
        {
            long bits = new BigInteger(exchange.Prime, isUnsigned: true, isBigEndian: true).GetBitLength();
            if (rules.MinDhBits is int least)
            {
                if (bits < least)
                    breaches.Add(PolicyMembers.MinDhBits, $"a prime of {bits} bits was agreed on; the policy asks for {least}", packet);
            }
            else if (rules.Groups is { } groups &&
                !(FiniteFieldGroups.Find(exchange.Prime, exchange.Generator) is NamedGroup known && groups.Contains(known)))
            {
                AddGroup($"a finite-field group of {bits} bits", packet, breaches);
            }
        }
        else if (exchange.CurveType is not null && rules.Groups is { } groups)
        {
            if (exchange.Group is not NamedGroup group) AddGroup("a curve without a name", packet, breaches);
            else if (!groups.Contains(group)) AddGroup(group.RegisteredName(), packet, breaches);
        }
    }

    private static void AddGroup(string group, long? packet, PolicyBreaches breaches) =>
        breaches.Add(PolicyMembers.Groups, $"{group} was agreed on", packet);

    private static void CheckScheme(PolicyRules rules, DigitalSignature signature, Sender from, long packet, PolicyBreaches breaches)
    {
        if (rules.SignatureSchemes is not { } schemes || (signature.Scheme is SignatureScheme known && schemes.Contains(known))) return;
        string name = signature.Scheme is SignatureScheme scheme ? scheme.RegisteredName() : "SHA-1, as before TLS 1.2";
        breaches.Add(PolicyMembers.SignatureSchemes, $"the {from.Name()} signed with {name}", packet);
    }

    /// <summary>Notes the messages that the rules need and that were not seen.</summary>
    private static void NoteMissing(PolicyRules rules, ConnectionSummary connection, PolicyBreaches breaches)
    {
        if (PolicyJudge.Agreement(connection) is not ServerHello agreed || PolicyJudge.IsResumed(connection)) return;
        if (agreed.NegotiatedVersion.IsTls13())
        {
            bool isSigned = connection.MessageList.Exists(entry => entry is { From: Sender.Server, Message: CertificateVerify });
            if (rules.SignatureSchemes is not null && !isSigned) breaches.Miss("the server's certificate_verify was not read");
        }
        else if (rules.Groups is not null || rules.MinDhBits is not null || rules.SignatureSchemes is not null)
        {
            bool isSeen = connection.MessageList.Exists(entry => entry.Message is ServerKeyExchange);
            if (!isSeen && CipherSuite.Find(agreed.CipherSuite) is { IsForwardSecret: true })
                breaches.Miss("the server_key_exchange was not read");
        }
    }
}
