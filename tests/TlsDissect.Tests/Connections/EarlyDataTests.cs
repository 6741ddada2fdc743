using System.Text;
using TlsDissect.Protocol;
using TlsDissect.Tests.Secrets;

namespace TlsDissect.Tests.Connections;

/// <summary>0-RTT without its secret: the early data stays encrypted, and all that follows it is decrypted.</summary>
public sealed class EarlyDataTests
{
    public static TheoryData<string, int> Orders
    {
        get
        {
            TheoryData<string, int> orders = [];
            foreach (string name in (string[])["tls13-early-data-accepted", "tls13-early-data-rejected", "tls13-early-data-other-suite",
                "tls13-early-data-client-only"])
            {
                foreach (int first in (int[])[-1, 0, 1]) orders.Add(name, first);
            }

            return orders;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Without_its_secret_the_rest_is_decrypted_and_the_reason_is_the_key_log(string name, int first)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        if (first >= 0) conversation = conversation.OneSideFirst(first);
        Dissection whole = Dissection.Of(conversation.Segments(1448), conversation.Keys);
        Assert.Contains(whole.Plaintext(Sender.Client), plaintext => plaintext == Hex("data after the handshake\n"));
        foreach (int early in (int[])[1, 2, 40])
        {
            Dissection without = Dissection.Of(WithMoreEarlyData(conversation, early - 1).Segments(1448), WithoutEarly(conversation));

            Assert.Equal(whole.Records.Where(record => !IsEarly(record)), without.Records);
            Assert.Equal((DecryptionStatus.Partial, DecryptionReason.NotInKeyLog), (without.Connection.Status, without.Connection.Reason));
            Assert.NotEqual(false, without.Connection.ClientFinishedVerified);
        }
    }

    private static bool IsEarly((Sender From, string Plaintext) record) =>
        record.Plaintext == Hex("early data, sent before the server has said anything\n");

    private static string Hex(string text) => Convert.ToHexString(Encoding.ASCII.GetBytes(text));

    /// <summary>More records of early data behind the first.</summary>
    private static CapturedConversation WithMoreEarlyData(CapturedConversation conversation, int count)
    {
        CapturedConversation records = conversation.ByRecords();
        int at = records.Turns.ToList().FindIndex(turn => turn.Side == 0 && turn.Data[0] == (byte)ContentType.ApplicationData);
        byte[] more = [.. records.Turns[at].Data];
        more[^1] ^= 1;
        for (int i = 0; i < count; i++) records = records.With(at, 0, more);
        return records;
    }

    private static KeyRing WithoutEarly(CapturedConversation conversation)
    {
        string[] lines =
            [.. File.ReadAllLines(Path.Combine(conversation.Folder, "keys.log"))
                .Where(line => !line.StartsWith("CLIENT_EARLY_TRAFFIC_SECRET", StringComparison.Ordinal))];
        return Asked.Log(lines);
    }
}
