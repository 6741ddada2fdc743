using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Messages that come late, after a record that may be forged.</summary>
public sealed class LateMessageTests
{
    private const int Late = 5000; // Packets are a millisecond apart.

    public static TheoryData<string> All => ["dtls12-ecdhe-rsa-aes128-gcm", "dtls12-gnutls-small-mtu", "dtls12-rsa-aes256-sha256-mte"];

    /// <summary>Anyone can send a record of an epoch under keys. Without a change_cipher_spec it does not end the handshake.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_forged_record_does_not_give_them_up(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        byte[] data = ForgedDatagrams.Record(ContentType.ApplicationData, 1, 0, 1);
        string expected = DatagramFacts.OfEssence(capture.Whole, capture.Whole.Connection);
        int count = 0;
        for (int at = 1; at + 1 < capture.Datagrams.Count; at++)
        {
            (SentDatagram first, SentDatagram second) = (capture.Datagrams[at], capture.Datagrams[at + 1]);
            if (first.Source != second.Source || !IsClearHandshake(first) || !IsClearHandshake(second)) continue;
            count++;
            foreach (SentDatagram from in new[] { first, first with { Source = first.Destination, Destination = first.Source } })
            {
                Dissection result = Dissect(capture,
                    [.. capture.Datagrams.Take(at), second, from.With(data)], [first, .. capture.Datagrams.Skip(at + 2)]);
                Assert.Empty(result.Faults);
                ConnectionFacts.AssertSame(expected, DatagramFacts.OfEssence(result, result.Connection), $"{from.Source} at {at}");
            }
        }

        Assert.NotEqual(0, count);
    }

    private static bool IsClearHandshake(SentDatagram datagram) =>
        datagram.Records() is { Count: > 0 } records &&
            records.TrueForAll(record => record is { Type: ContentType.Handshake, Epoch: 0, IsUnified: false });

    private static Dissection Dissect(CapturedDatagrams capture, SentDatagram[] before, SentDatagram[] late)
    {
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), capture.Keys, result);
        long number = 0;
        foreach (SentDatagram datagram in before) CapturedDatagrams.Add(dissector, ++number, datagram);
        number += Late;
        foreach (SentDatagram datagram in late) CapturedDatagrams.Add(dissector, ++number, datagram);
        dissector.Complete();
        return result;
    }
}
