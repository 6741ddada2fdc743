using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>A client offers cipher suites that do not protect, although a better one was agreed on, or none.</summary>
internal sealed class WeakSuitesOffered() : FindingRule("weak_suites_offered", FindingSeverity.Low)
{
    private static readonly string[] Kinds = ["no encryption", "no authentication", "export keys", "RC4", "DES"];

    /// <summary>For each number of a suite, its kind: an index into <see cref="Kinds"/> plus 1, or 0.</summary>
    private static readonly byte[] KindOfSuite = Classify();

    public override string Why => "A server with bad preferences, or an attacker who has control of one, chooses them.";

    public override string Advice => "Remove them from the cipher suites of the client.";

    public override string Reference => "RFC 9325 §4.1, RFC 7465";

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.CipherSuite is { } agreed && KindOfSuite[(ushort)agreed] > 0) return; // Another finding says so.
        if (connection.Version == ProtocolVersion.Ssl20) return;
        if (Hellos.Client(connection, handshake: 0, out MessageEntry? entry) is not ClientHello hello) return;
        Span<int> counts = stackalloc int[Kinds.Length + 1];
        foreach (CipherSuiteId suite in hello.CipherSuites) counts[KindOfSuite[(ushort)suite]]++;
        int weak = hello.CipherSuites.Length - counts[0];
        if (weak == 0) return;
        List<string> kinds = [];
        for (int i = 0; i < Kinds.Length; i++)
        {
            if (counts[i + 1] > 0) kinds.Add($"{Kinds[i]} ({counts[i + 1]})");
        }

        judgement.Found(this, $"the client offers cipher suites with {ShortList.Whole(kinds)}", entry!.Position.Packet);
    }

    private static byte[] Classify()
    {
        byte[] kinds = new byte[ushort.MaxValue + 1];
        foreach (CipherSuite suite in CipherSuiteTable.Rows)
        {
            if (suite.IsSignal) continue;
            kinds[(ushort)suite.Id] = suite switch
            {
                { Cipher: BulkCipher.Null } => 1,
                { Authentication: Authentication.Anonymous or Authentication.Null } => 2,
                { IsExport: true } => 3,
                { Cipher: BulkCipher.Rc4_128 or BulkCipher.Rc4_56 or BulkCipher.Rc4_40 } => 4,
                { Cipher: BulkCipher.Des or BulkCipher.Des40 } => 5,
                _ => 0,
            };
        }

        return kinds;
    }
}
