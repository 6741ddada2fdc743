using System.Text;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Keys that come after the datagrams that they decrypt.</summary>
public sealed class LateDatagramKeyTests
{
    public static TheoryData<string> WithKeyLog =>
    [
        .. CapturedDatagrams.Decrypted.Where(name => File.Exists(Path.Combine(Repository.CaseFolder(name), "keys.log"))),
        .. CapturedDatagrams.QuicDecrypted,
    ];

    [Theory]
    [MemberData(nameof(WithKeyLog))]
    public void A_late_key_decrypts_a_connection_from_its_start(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        foreach (int after in new[] { capture.Datagrams.Count, capture.Datagrams.Count / 2, 1 })
        {
            KeyRing keys = new([], null) { MayGrow = true };
            Dissection late = CapturedDatagrams.Dissect(capture.Datagrams, keys, after: (dissector, _, number) =>
            {
                if (number == after) Add(capture, keys, dissector);
            });
            AssertSame(capture, late);
        }
    }

    /// <summary>The flow has been silent for so long that the connection is over.</summary>
    [Theory]
    [MemberData(nameof(WithKeyLog))]
    public void So_does_one_that_comes_after_the_end_of_the_connection(string name)
    {
        CapturedDatagrams capture = CapturedDatagrams.Load(name);
        KeyRing keys = new([], null) { MayGrow = true };
        Dissection late = new();
        DissectorOptions options = new()
        {
            KeyWait = TimeSpan.FromHours(1),
            Udp = new UdpLimits { IdleTimeout = TimeSpan.FromSeconds(10) },
        };
        TlsDissector dissector = new(options, keys, late);
        long number = 0;
        foreach (SentDatagram datagram in capture.Datagrams) CapturedDatagrams.Add(dissector, ++number, datagram);
        dissector.Observe(++number, CapturedDatagrams.TimeOf(100_000));
        // An attempt that the server refused needs no keys.
        Assert.DoesNotContain(late.Connections, connection => connection.Status != DecryptionStatus.None || connection.Quic is null);
        Add(capture, keys, dissector);
        dissector.Complete();
        AssertSame(capture, late);
    }

    [Fact]
    public void Past_the_bound_a_late_key_decrypts_what_follows()
    {
        CapturedDatagrams capture = CapturedDatagrams.Load("dtls12-data-disordered");
        Dissection whole = capture.Whole;
        KeyRing keys = new([], null) { MayGrow = true };
        byte[] secrets = Encoding.ASCII.GetBytes(string.Join('\n', whole.KeyLogLines) + "\n");
        Dissection late =
            CapturedDatagrams.Dissect(capture.Datagrams, keys, new DissectorOptions { MaxWaitingBytes = 500 }, (dissector, _, number) =>
        {
            if (number != capture.Datagrams.Count - 5) return;
            keys.AddSecretsBlock(secrets, "capture");
            dissector.KeysAdded();
        });

        Assert.Empty(late.Faults);
        Assert.Equal(DecryptionStatus.Partial, late.Connection.Status);
        Assert.InRange(late.Records.Count, 1, whole.Records.Count - 1);
        Assert.Empty(late.Records.Except(whole.Records));
        Assert.Contains(late.Connection.Notes, note => note.Contains("waited for a key", StringComparison.Ordinal));
    }

    private static void Add(CapturedDatagrams capture, KeyRing keys, TlsDissector dissector)
    {
        keys.AddSecretsBlock(File.ReadAllBytes(Path.Combine(capture.Folder, "keys.log")), "capture");
        dissector.KeysAdded();
    }

    private static void AssertSame(CapturedDatagrams capture, Dissection late)
    {
        Assert.Empty(late.Faults);
        ConnectionFacts.AssertSame(DatagramFacts.Of(capture.Whole), DatagramFacts.Of(late), "late");
    }
}
