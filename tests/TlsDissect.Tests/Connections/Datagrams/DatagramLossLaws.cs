using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>
/// A datagram that is lost costs what it had, and no more, if a key log has the secrets and the hellos came. Nothing is made up instead.
/// </summary>
public sealed class DatagramLossLaws
{
    public static TheoryData<string> All => [.. CapturedDatagrams.Cases];

    public static TheoryData<string> Decrypted => [.. CapturedDatagrams.Decrypted];

    [Theory]
    [MemberData(nameof(All))]
    public void Whichever_datagram_is_lost_nothing_fails_and_nothing_else_is_shown(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        Dissection whole = capture.Whole;
        for (int lost = 0; lost < capture.Datagrams.Count; lost++)
        {
            Dissection result = capture.Without(at => at == lost, capture.Keys);
            Assert.Empty(result.Faults);
            Assert.Empty(result.Records.Except(whole.Records));
            Assert.InRange(result.Records.Count, 0, whole.Records.Count);
        }
    }

    /// <summary>
    /// Where each connection's keys are its own: not those that resume a session.
    /// </summary>
    public static TheoryData<string> WithOwnKeys =>
    [
        .. CapturedDatagrams.Decrypted.Where(name => name is not ("dtls12-coap" or "dtls13-early-data") &&
            !name.Contains("resumed", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(WithOwnKeys))]
    public void The_data_of_all_others_is_shown(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        Dissection whole = capture.Whole;
        KeyRing keys = KeyLogOf(whole);
        HashSet<long> hellos = HellosOf(whole);
        for (int lost = 0; lost < capture.Datagrams.Count; lost++)
        {
            long packet = lost + 1;
            if (hellos.Contains(packet) || IsRepeated(capture.Datagrams, lost)) continue;
            Dissection result = capture.Without(at => at == lost, keys);
            foreach (Sender sender in new[] { Sender.Client, Sender.Server })
            {
                List<string> expected =
                    [.. whole.Records.Where((record, at) => record.From == sender && whole.Places[at].Packet != packet)
                        .Select(record => record.Plaintext)];
                List<string> shown = result.Plaintext(sender);
                ConnectionFacts.AssertSame($"{expected.Count} records\n{string.Join('\n', expected)}",
                    $"{shown.Count} records\n{string.Join('\n', shown)}", $"{sender}, without packet {packet}");
            }
        }
    }

    /// <summary>
    /// To DTLS 1.2, the numbers in the headers tell how many are missing up to the highest of each epoch that has keys.
    /// </summary>
    [Theory]
    [MemberData(nameof(Decrypted))]
    public void Records_before_others_of_their_epoch_are_missed(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        Dissection whole = capture.Whole;
        // A connection ID in a header has to be known to read its number.
        if (name.Contains("connection-id", StringComparison.Ordinal) || whole.Connections.Count > 1) return;
        KeyRing keys = KeyLogOf(whole);
        HashSet<long> hellos = HellosOf(whole);
        long before = whole.Connection.Dtls!.Missing!.Value;
        for (int lost = 0; lost < capture.Datagrams.Count; lost++)
        {
            if (hellos.Contains(lost + 1) || Missed(capture.Datagrams, lost) is not int missed) continue;
            Assert.Equal((lost, before + missed), (lost, capture.Without(at => at == lost, keys).Connection.Dtls!.Missing));
        }
    }

    /// <summary>
    /// How many records under keys are missing without a datagram; <c>null</c> if that is not known, because it has the last records
    /// of an epoch, or their numbers are encrypted.
    /// </summary>
    private static int? Missed(IReadOnlyList<SentDatagram> datagrams, int lost)
    {
        int missed = 0;
        foreach ((ContentType _, int epoch, ulong? number, bool isUnified) in datagrams[lost].Records())
        {
            if (isUnified) return null;
            if (epoch == 0) continue;
            ulong?[] others = [.. datagrams.Where((datagram, at) => at != lost && datagram.Source == datagrams[lost].Source)
                .SelectMany(datagram => datagram.Records()).Where(record => record.Epoch == epoch).Select(record => record.Number)];
            if (others.Length == 0 || number >= others.Max()) return null;
            if (!others.Contains(number)) missed++;
        }

        return missed;
    }

    private static bool IsRepeated(IReadOnlyList<SentDatagram> datagrams, int at) =>
        datagrams.Count(datagram => datagram.Payload.AsSpan().SequenceEqual(datagrams[at].Payload)) > 1;

    /// <summary>The secrets that were proved, as a key log.</summary>
    internal static KeyRing KeyLogOf(Dissection whole)
    {
        KeyLog log = new();
        log.Add(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', whole.KeyLogLines) + "\n"), "log", fromSecretsBlock: false);
        return new KeyRing([], log);
    }

    internal static HashSet<long> HellosOf(Dissection whole) =>
        [.. whole.Connections.SelectMany(connection => connection.Messages)
            .Where(message => message.Name is "client_hello" or "server_hello" or "hello_retry_request")
            .Select(message => message.Position.Packet)];
}
