using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Policies;

/// <summary>Checks the keys, signatures and lifetimes of certificates.</summary>
internal static class CertificateRules
{
    public static void Check(PolicyRules rules, ConnectionSummary connection, PolicyBreaches breaches)
    {
        if (rules is { CertificateKeys: null, CertificateSignatures: null, MaxCertificateDays: null }) return;
        CheckChain(rules, connection, Sender.Server, connection.ServerCertificates, breaches);
        if (rules.ClientCertificates) CheckChain(rules, connection, Sender.Client, connection.ClientCertificates, breaches);
        if (connection.ServerCertificates.IsEmpty && NeedsCertificate(connection))
            breaches.Miss("the server's certificate was not read");
    }

    private static void CheckChain(PolicyRules rules, ConnectionSummary connection, Sender from, ImmutableArray<CertificateDetails> chain,
        PolicyBreaches breaches)
    {
        if (chain.IsEmpty) return;
        long? packet = PacketOf(connection, from);
        int count = rules.WholeChain ? chain.Length : 1;
        for (int i = 0; i < count; i++)
        {
            string whose = $"the {from.Name()}'s certificate{(i > 0 ? $" {i + 1}" : "")}";
            CheckKey(rules, chain[i], whose, packet, breaches);
            if (chain[i].IsRawPublicKey) continue;
            CheckSignature(rules, chain[i], whose, packet, breaches);
            // A root lives as long as it is known. The side's own certificate is not one, even if it is self-signed.
            if (i == 0 || !IsRoot(chain[i])) CheckLifetime(rules, chain[i], whose, packet, breaches);
        }
    }

    private static void CheckKey(PolicyRules rules, CertificateDetails certificate, string whose, long? packet, PolicyBreaches breaches)
    {
        if (rules.CertificateKeys is not { } allowed) return;
        if (certificate.PublicKey.Length == 0)
        {
            breaches.Miss($"the key of {whose} could not be read");
            return;
        }

        KeyKind key = KeyKind.Parse(certificate.PublicKey);
        if (!allowed.Any(kind => kind.Allows(key)))
            breaches.Add(PolicyMembers.CertificateKeys, $"{whose} has a key of the kind {certificate.PublicKey}", packet);
    }

    private static void CheckSignature(PolicyRules rules, CertificateDetails certificate, string whose, long? packet,
        PolicyBreaches breaches)
    {
        // The signature of a root proves nothing: a root is trusted because it is known.
        if (rules.CertificateSignatures is not { } allowed || IsRoot(certificate)) return;
        string algorithm = certificate.SignatureAlgorithm;
        if (algorithm.Length == 0) breaches.Miss($"the signature of {whose} could not be read");
        else if (!allowed.Contains(algorithm))
            breaches.Add(PolicyMembers.CertificateSignatures, $"{whose} is signed with {algorithm}", packet);
    }

    private static void CheckLifetime(PolicyRules rules, CertificateDetails certificate, string whose, long? packet,
        PolicyBreaches breaches)
    {
        if (rules.MaxCertificateDays is not int most) return;
        if (certificate is not { NotBefore: DateTimeOffset from, NotAfter: DateTimeOffset to })
        {
            breaches.Miss($"the validity of {whose} could not be read");
            return;
        }

        // RFC 5280 includes the last second, and policies do not mean it: a certificate that is made for 90 days has 90.
        double days = (to - from).TotalDays;
        if (days > most)
            breaches.Add(PolicyMembers.MaxCertificateDays,
                $"{whose} is valid for {Math.Ceiling(days):0} days; the policy allows {most}", packet);
    }

    private static bool IsRoot(CertificateDetails certificate) =>
        certificate.Subject == certificate.Issuer && certificate.Subject.Length > 0;

    /// <summary>Whether the server authenticates by a certificate in this handshake.</summary>
    private static bool NeedsCertificate(ConnectionSummary connection)
    {
        if (PolicyJudge.Agreement(connection) is not ServerHello agreed || PolicyJudge.IsResumed(connection)) return false;
        return CipherSuite.Find(agreed.CipherSuite)?.Authentication is not (Authentication.Anonymous or Authentication.Null
            or Authentication.Psk or Authentication.Krb5 or Authentication.Srp or Authentication.Eccpwd or Authentication.Ecjpake);
    }

    private static long? PacketOf(ConnectionSummary connection, Sender from)
    {
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.From == from && entry.Message is (Certificate or CompressedCertificate)) return entry.Position.Packet;
        }

        return null;
    }
}
