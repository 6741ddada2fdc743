using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Tests.Connections;
using TlsDissect.Tests.Keys;

namespace TlsDissect.Tests.Secrets;

/// <summary>Trying the given keys costs time, which is bounded over all connections.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class KeyTrialTests
{
    private const ushort RsaSuite = 0x009c, PskSuite = 0x00a8;

    private static readonly byte[] Data = "hello"u8.ToArray();

    /// <summary>Without a certificate all keys are tried. Past the bound the rest are not, and the reason says so.</summary>
    [Fact]
    public void Without_a_certificate_keys_past_the_bound_are_not_tried_and_none_is_called_wrong()
    {
        using ServerKey right = KeyOf(2048), wrong = KeyOf(2048), other = KeyOf(2048);
        byte[] premaster = [3, 3, .. new byte[46]];
        using RSA rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(right.SubjectPublicKeyInfo, out _);
        byte[] encrypted = rsa.Encrypt(premaster, RSAEncryptionPadding.Pkcs1);
        MadeConnection made =
            MadeConnection.Make(RsaSuite, null, [(byte)(encrypted.Length >> 8), (byte)encrypted.Length, .. encrypted], premaster, Data);
        KeyRing keys = new([wrong, other, right], null);

        Assert.Equal(DecryptionStatus.Decrypted, Dissection.Of(SegmentsOf(made.Records), keys).Connection.Status);

        ConnectionSummary bounded =
            Dissection.Of(SegmentsOf(made.Records), keys, new DissectorOptions { MaxTrialBytesInAll = right.TrialCost }).Connection;
        Assert.Equal((DecryptionStatus.None, DecryptionReason.NotTried), (bounded.Status, bounded.Reason));
        Assert.Contains(SharedTrials.Note(AdviceWording.OfLibrary), bounded.Notes);

        // The first is tried in any case.
        keys = new KeyRing([right, wrong, other], null);
        Assert.Equal(DecryptionStatus.Decrypted,
            Dissection.Of(SegmentsOf(made.Records), keys, new DissectorOptions { MaxTrialBytesInAll = 1 }).Connection.Status);
    }

    [Fact]
    public void Binders_past_the_bound_are_not_tried()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-psk-ke");
        KeyRing keys =
            new([], null, [new PreSharedKey(null, [1]), new PreSharedKey(null, Convert.FromHexString("00112233445566778899aabbccddeeff"))]);

        Assert.Equal(DecryptionStatus.Decrypted, Dissection.Of(conversation.Segments(1448), keys).Connection.Status);

        ConnectionSummary bounded =
            Dissection.Of(conversation.Segments(1448), keys, new DissectorOptions { MaxTrialBytesInAll = 1 }).Connection;
        Assert.Equal(DecryptionStatus.None, bounded.Status);
        Assert.Contains(SharedTrials.Note(AdviceWording.OfLibrary), bounded.Notes);
    }

    /// <summary>
    /// A client's record waits while the server's flight goes on: each message of it tried all pre-shared keys once more, some 40 µs each
    /// for nine bytes.
    /// </summary>
    [Fact]
    public void Messages_that_keep_a_record_waiting_do_not_try_all_keys_each_time()
    {
        const int Messages = 30_000, Given = 20;
        KeyRing keys = new([], null, [.. Enumerable.Range(0, Given).Select(i => new PreSharedKey(null, [(byte)i]))]);
        List<(Sender, byte[])> records = [.. MadeConnection.Make(PskSuite, null, [0, 1, 65], new byte[36], Data).Records];
        // Neither the server's end nor what it protects; what it says instead means nothing.
        int done = records.FindIndex(record => record.Item1 == Sender.Server && record.Item2 is [22, _, _, _, _, 14, ..]);
        records.RemoveAt(done);
        records.RemoveAll(record => record.Item1 == Sender.Server && record.Item2[0] != 22);
        records.RemoveAll(record => record.Item1 == Sender.Server && record.Item2.Length > 100);
        for (int i = 0; i < Messages; i++) records.Add((Sender.Server, [22, 3, 3, 0, 4, 99, 0, 0, 0]));

        TimeSpan before = MeasuredAlone.WorkSoFar;
        ConnectionSummary connection = Dissection.Of(SegmentsOf(records), keys).Connection;
        TimeSpan used = MeasuredAlone.WorkSoFar - before;

        Assert.Equal(DecryptionStatus.None, connection.Status);
        Assert.True(used.TotalSeconds < 2, $"{used.TotalSeconds} s");
    }

    private static ServerKey KeyOf(int bits) => new("key", RSA.Create(bits));

    private static List<Segment> SegmentsOf(IEnumerable<(Sender Sender, byte[] Record)> records)
    {
        List<Segment> segments = [];
        int[] offsets = new int[2];
        foreach ((Sender sender, byte[] record) in records)
        {
            segments.Add(new Segment((int)sender, offsets[(int)sender], offsets[1 - (int)sender], record));
            offsets[(int)sender] += record.Length;
        }

        return segments;
    }
}
