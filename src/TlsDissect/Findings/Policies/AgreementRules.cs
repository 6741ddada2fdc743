using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Policies;

/// <summary>Checks what each ServerHello agrees on: version, cipher suite, compression, and the extensions that a policy needs.</summary>
internal static class AgreementRules
{
    public static void Check(PolicyRules rules, ConnectionSummary connection, PolicyBreaches breaches)
    {
        if (connection is { Version: ProtocolVersion.Ssl20, Ssl2CipherKind: not null })
        {
            CheckVersion(rules, ProtocolVersion.Ssl20, packet: null, breaches);
            if (rules.CipherSuites is not null)
                breaches.Add(PolicyMembers.CipherSuites, "a cipher kind of SSL 2.0, which no policy allows", packet: null);
            return;
        }

        if (PolicyJudge.Agreement(connection) is null) breaches.Miss("no server_hello was seen, so it is not known what was agreed on");
        foreach (ServerHello hello in connection.ServerHelloList)
        {
            if (!hello.IsHelloRetryRequest) Check(rules, connection, hello, breaches);
        }

        if (!rules.EarlyData) CheckEarlyData(connection, breaches);
    }

    private static void Check(PolicyRules rules, ConnectionSummary connection, ServerHello hello, PolicyBreaches breaches)
    {
        long? packet = PolicyJudge.PacketOf(connection, hello);
        CheckVersion(rules, hello.NegotiatedVersion, packet, breaches);
        if (hello.IsPartial) breaches.Miss("the server_hello was not read to its end");
        if (rules.CipherSuites is { } suites && hello.HasCipherSuite && !suites.Contains(hello.CipherSuite))
            breaches.Add(PolicyMembers.CipherSuites, $"{CipherSuites.Name(hello.CipherSuite)} was agreed on", packet);
        if (hello.NegotiatedVersion.IsTls13()) return;
        if (!rules.Compression && hello.CompressionMethod != 0)
            breaches.Add(PolicyMembers.Compression, $"compression method {hello.CompressionMethod} was agreed on", packet);
        if (hello.IsPartial) return;
        if (rules.ExtendedMasterSecret && !hello.ExtendedMasterSecret)
            breaches.Add(PolicyMembers.ExtendedMasterSecret, "extended_master_secret was not agreed on", packet);
        if (rules.EncryptThenMac && !hello.EncryptThenMac && CipherSuite.Find(hello.CipherSuite) is { Mode: CipherMode.Cbc } cbc)
            breaches.Add(PolicyMembers.EncryptThenMac, $"{cbc.Name} was agreed on without encrypt_then_mac", packet);
        if (rules.SecureRenegotiation && hello.RenegotiatedConnection is null)
            breaches.Add(PolicyMembers.SecureRenegotiation, "renegotiation_info was not agreed on", packet);
    }

    /// <summary>Checks that the server did not accept early data. That is known if the client offers none, too.</summary>
    private static void CheckEarlyData(ConnectionSummary connection, PolicyBreaches breaches)
    {
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.Message is not EncryptedExtensions answer) continue;
            if (answer.EarlyData) breaches.Add(PolicyMembers.EarlyData, "the server accepted early data", entry.Position.Packet);
            return;
        }

        if (PolicyJudge.Agreement(connection) is { NegotiatedVersion: ProtocolVersion version } && version.IsTls13() &&
            connection.CountedHello is not { IsPartial: false, EarlyData: false })
            breaches.Miss("the server's answer to early data was not read");
    }

    private static void CheckVersion(PolicyRules rules, ProtocolVersion version, long? packet, PolicyBreaches breaches)
    {
        if (rules.Versions is not { } versions || versions.Contains(version.DisplayName())) return;
        breaches.Add(PolicyMembers.Versions,
            $"{version.DisplayName()} was agreed on; the policy allows {ShortList.Of(versions.Order(StringComparer.Ordinal))}",
            packet);
    }
}
