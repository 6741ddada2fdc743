using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The server chose a cipher suite that the client did not offer.</summary>
internal sealed class UnofferedSuite() : FindingRule("unoffered_suite", FindingSeverity.High)
{
    public override string Why =>
        "Either the server is faulty, or somebody on the path changed the hello of the client to weaken the connection.";

    public override string Advice => "Compare the hello with the one that arrives at the server, and look for a device between them.";

    public override string Reference => "RFC 5246 §7.4.1.3, RFC 8446 §4.1.3";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (Hellos.Server(connection, out MessageEntry? entry) is not ServerHello server) return;
        if (Hellos.Client(connection, entry!.Handshake, out _) is not ClientHello client) return;
        // With Encrypted Client Hello, the suites are those of the encrypted one.
        if (client.CipherSuites.Contains(server.CipherSuite) || HasInnerHello(client)) return;
        judgement.Found(this, $"the server chose {Name(server.CipherSuite)}, which the client did not offer", entry.Position.Packet);
    }

    private static bool HasInnerHello(ClientHello hello)
    {
        foreach (Extension extension in hello.Extensions)
        {
            if (extension.Type == ExtensionType.EncryptedClientHello) return true;
        }

        return false;
    }

    private static string Name(CipherSuiteId suite) => CipherSuite.Find(suite)?.Name ?? $"suite 0x{(int)suite:x4}";
}
