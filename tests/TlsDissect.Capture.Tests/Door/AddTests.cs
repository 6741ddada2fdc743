using PacketDotNet;
using SharpPcap;
using SharpPcap.LibPcap;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Door;

/// <summary>Packets that come from elsewhere.</summary>
public class AddTests
{
    private static readonly DecryptableCase Rsa = DecryptableCase.Of("rsa-aes128-gcm");

    private static readonly DissectorOptions Hashed = new() { HashPlaintext = true };

    /// <summary>
    /// libpcap has neither secrets blocks nor several link types, and does not tell how precise a file's times are. Secrets in trailers are
    /// named after the file that they are in.
    /// </summary>
    private static IEnumerable<DecryptableCase> Plain() =>
        DecryptableCase.All().Where(one =>
                one.CaptureName == "capture.pcap" && one.Name is not ("nanoseconds" or "f5-trailer" or "f5-trailer-tls13"))
            .Where((_, index) => index % 10 == 0);

    [LibpcapFact]
    public void Packets_of_SharpPcap_give_what_a_file_gives()
    {
        int cases = 0;
        foreach (DecryptableCase one in Plain())
        {
            Compare(one,
                static (capture, packet) =>
                    capture.Add(packet.Data, (LinkType)packet.Device.LinkType, TimeOf(packet.Header.Timeval),
                        (int)((PcapHeader)packet.Header).PacketLength));
            cases++;
        }

        Assert.True(cases > 30, $"{cases} cases");
    }

    [LibpcapFact]
    public void Packets_of_PacketDotNet_give_what_a_file_gives()
    {
        int cases = 0;
        foreach (DecryptableCase one in Plain().Where(IsKnownToPacketDotNet))
        {
            Compare(one, static (capture, captured) =>
            {
                RawCapture raw = captured.GetPacket();
                Packet packet = raw.GetPacket();
                capture.Add(packet.Bytes, (LinkType)raw.LinkLayerType, TimeOf(raw.Timeval), raw.PacketLength);
            });
            cases++;
        }

        Assert.True(cases > 30, $"{cases} cases");
    }

    [Fact]
    public void Nothing_is_taken_once_it_is_complete()
    {
        using TlsCapture capture = new(new KeyRing(), new RecordingSink());
        capture.Add(new byte[60], LinkType.Ethernet, default);

        Assert.Equal(1, capture.Complete().Packets);

        Assert.Throws<InvalidOperationException>(() => capture.Add([], LinkType.Ethernet, default));
        Assert.Throws<InvalidOperationException>(() => capture.Advance(default));
        Assert.Throws<InvalidOperationException>(capture.Complete);
        capture.Dispose();
        Assert.Throws<ObjectDisposedException>(() => capture.Add([], LinkType.Ethernet, default));
    }

    [Fact]
    public void A_sink_may_not_call_its_capture_and_nothing_goes_on_after_it_threw()
    {
        TlsCapture? own = null;
        Calling sink = new(() => own!.Add(new byte[60], LinkType.Ethernet, default));
        using TlsCapture capture = own = new(Rsa.Keys(), sink);

        Assert.Throws<InvalidOperationException>(() => AddAll(capture));

        Assert.Throws<InvalidOperationException>(() => capture.Add(new byte[60], LinkType.Ethernet, default));
        Assert.Throws<InvalidOperationException>(capture.Complete);
        Assert.Equal(1, sink.Calls);
    }

    [Fact]
    public void Silence_ends_a_connection_without_another_packet()
    {
        RecordingSink sink = new();
        using TlsCapture capture =
            new(Rsa.Keys(), sink,
                new CaptureOptions { Dissector = new DissectorOptions { Tcp = new() { IdleTimeout = TimeSpan.FromMinutes(5) } } });
        CaptureTime last = AddAll(capture);

        capture.Advance(last with { Nanoseconds = last.Nanoseconds + 3_600_000_000_000 });

        Assert.Equal(DecryptionStatus.Decrypted, Assert.Single(sink.Ended).Status);
    }

    [Fact]
    public void A_connection_waits_for_secrets_that_are_added_later_only_if_they_are_announced()
    {
        DecryptableCase one = DecryptableCase.Of("tls12-ecdhe-keylog");
        byte[] log = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(one.Capture)!, "keys.log"));

        Assert.Equal(DecryptionStatus.Decrypted, StatusWith(new KeyRing { MayGrow = true }));
        Assert.Equal(DecryptionStatus.None, StatusWith(new KeyRing()));

        DecryptionStatus StatusWith(KeyRing keys)
        {
            RecordingSink sink = new();
            using TlsCapture capture =
                new(keys, sink, new CaptureOptions { Dissector = new DissectorOptions { KeyWait = TimeSpan.FromHours(1) } });
            AddAll(capture, one);
            keys.AddKeyLog(log, "later");
            capture.Complete();
            return Assert.Single(sink.Ended).Status;
        }
    }

    [Fact]
    public void A_key_log_that_is_followed_may_come_after_the_packets()
    {
        DecryptableCase one = DecryptableCase.Of("tls12-ecdhe-keylog");
        string path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}");
        List<string> warnings = [];
        RecordingSink sink = new();
        using TlsCapture capture = new(
            new KeyRing().FollowKeyLog(path), sink,
            new CaptureOptions
            {
                Dissector = new DissectorOptions { KeyWait = TimeSpan.FromHours(1) },
                Warning = (name, _, text) => warnings.Add($"{name}: {text}"),
            });
        AddAll(capture, one);
        File.Copy(Path.Combine(Path.GetDirectoryName(one.Capture)!, "keys.log"), path);
        try
        {
            capture.Complete();
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal((DecryptionStatus.Decrypted, Path.GetFileName(path)), (Assert.Single(sink.Ended).Status, sink.Ended[0].Key));
        Assert.Equal([$"{path}: no such file yet; it is read as soon as possible"], warnings);
    }

    private sealed class Calling(Action call) : IConnectionSink
    {
        public int Calls { get; private set; }

        public void OnMessage(ConnectionView connection, MessageEntry message)
        {
            Calls++;
            call();
        }
    }

    /// <summary>
    /// Of other link types PacketDotNet throws. It computes the length in UDP headers again, which is wrong in the first fragment of an IP
    /// packet.
    /// </summary>
    private static bool IsKnownToPacketDotNet(DecryptableCase one)
    {
        if (one.Name == "eap-tls") return false;
        using IPacketSource source = CaptureFile.Open(one.Capture);
        return source.TryRead(out CapturedItem item) && item.LinkType is LinkType.Ethernet or LinkType.LinuxSll;
    }

    private static CaptureTime AddAll(TlsCapture capture, DecryptableCase? from = null)
    {
        CaptureTime last = default;
        using IPacketSource source = CaptureFile.Open((from ?? Rsa).Capture);
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet) continue;
            capture.Add(item.Data, item.LinkType, item.Time, item.OriginalLength);
            last = item.Time;
        }

        return last;
    }

    private static void Compare(DecryptableCase one, Action<TlsCapture, PacketCapture> add)
    {
        RecordingSink sink = new(wantsData: false);
        using TlsCapture capture = new(one.Keys(), sink, new CaptureOptions { Dissector = Hashed with { Memory = new() } });
        using TemporaryFile plain = new(RepositoryCaptures.ReadPlain(one.Capture));
        using CaptureFileReaderDevice device = new(plain.Path);
        device.Open(new DeviceConfiguration { TimestampResolution = SharpPcap.TimestampResolution.Nanosecond });
        while (device.GetNextPacket(out PacketCapture packet) == GetPacketStatus.PacketRead) add(capture, packet);
        InputSummary summary = capture.Complete();

        Assert.Equal(one.ExpectedConnections, sink.Ended.Select(connection => JsonLines.Of(connection, one.CaptureName)));
        Assert.Equal(one.ExpectedSummary, JsonLines.Of(summary));
    }

    private static CaptureTime TimeOf(PosixTimeval time) => new((long)(time.Value * 1_000_000_000m));
}
