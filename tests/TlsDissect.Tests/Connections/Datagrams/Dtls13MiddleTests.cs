using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>DTLS 1.3 without its hellos: the secrets of the key log are tried, as in TLS 1.3 and QUIC.</summary>
public sealed class Dtls13MiddleTests
{
    /// <summary>Where each connection's keys are its own: not those that resume a session.</summary>
    public static TheoryData<string> Cases =>
    [
        .. CapturedDatagrams.Decrypted.Where(name => name.StartsWith("dtls13-", StringComparison.Ordinal) &&
            name is not ("dtls13-early-data" or "dtls13-resumed")),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_wherever_the_capture_begins_its_data_is_shown(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        KeyRing keys = DatagramLossLaws.KeyLogOf(capture.Whole);
        for (int begin = 1; begin < capture.Datagrams.Count; begin++)
        {
            Dissection result = capture.Without(at => at < begin, keys);
            Assert.Empty(result.Faults);
            AssertShown(capture.Whole, result, packet => packet > begin, $"from packet {begin + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_a_hello_its_data_is_shown(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        KeyRing keys = DatagramLossLaws.KeyLogOf(capture.Whole);
        foreach (long hello in DatagramLossLaws.HellosOf(capture.Whole))
        {
            Dissection result = capture.Without(at => at == hello - 1, keys);
            Assert.Empty(result.Faults);
            AssertShown(capture.Whole, result, packet => packet != hello, $"without packet {hello}");
        }
    }

    /// <summary>A stream that is damaged stays so. A datagram is only one of many, and anyone can forge one.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_damaged_record_costs_only_itself(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        KeyRing keys = DatagramLossLaws.KeyLogOf(capture.Whole);
        long hello = DatagramLossLaws.HellosOf(capture.Whole).Max();
        for (int damaged = (int)hello; damaged < capture.Datagrams.Count; damaged++)
        {
            byte[] payload = [.. capture.Datagrams[damaged].Payload];
            payload[^1] ^= 1;
            SentDatagram[] sent = [.. capture.Datagrams.Select((datagram, at) => at == damaged ? datagram.With(payload) : datagram)];
            Dissection result = CapturedDatagrams.Dissect(sent.Where((_, at) => at != hello - 1), keys);
            Assert.Empty(result.Faults);
            AssertShown(capture.Whole, result, packet => packet != hello && packet != damaged + 1, $"with packet {damaged + 1} damaged");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Application_secrets_alone_decrypt_the_data(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        KeyLog log = new();
        log.Add(System.Text.Encoding.ASCII.GetBytes(string.Join('\n',
            capture.Whole.KeyLogLines.Where(line => line.Contains("_TRAFFIC_SECRET_0", StringComparison.Ordinal))) + "\n"), "log", false);
        KeyRing keys = new([], log);
        foreach (long hello in DatagramLossLaws.HellosOf(capture.Whole))
            AssertShown(capture.Whole, capture.Without(at => at == hello - 1, keys), packet => packet != hello, $"without packet {hello}");
    }

    /// <summary>A hello may only be late: the network let another datagram overtake it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Whichever_datagram_comes_first_nothing_is_lost(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        KeyRing keys = DatagramLossLaws.KeyLogOf(capture.Whole);
        for (int first = 1; first < capture.Datagrams.Count; first++)
        {
            SentDatagram[] sent = [capture.Datagrams[first], .. capture.Datagrams.Where((_, at) => at != first)];
            Dissection result = CapturedDatagrams.Dissect(sent, keys);
            Assert.Empty(result.Faults);
            Assert.Equal((first, capture.Whole.Connections.Count), (first, result.Connections.Count));
            Assert.Equal((first, DecryptionStatus.Decrypted), (first, result.Connections[0].Status));
            Assert.Equal(capture.Whole.Connections[0].Messages.Select(message => message.Name).Order(),
                result.Connections[0].Messages.Select(message => message.Name).Order());
            foreach (Sender sender in new[] { Sender.Client, Sender.Server })
                Assert.Equal(capture.Whole.Plaintext(sender).Order(), result.Plaintext(sender).Order());
        }
    }

    private static void AssertShown(Dissection whole, Dissection result, Predicate<long> isThere, string where)
    {
        foreach (Sender sender in new[] { Sender.Client, Sender.Server })
        {
            string[] expected =
                [.. whole.Records.Where((record, at) => record.From == sender && isThere(whole.Places[at].Packet))
                    .Select(record => record.Plaintext)];
            ConnectionFacts.AssertSame(string.Join('\n', expected), string.Join('\n', result.Plaintext(sender)), $"{sender}, {where}");
        }
    }
}
