using System.Buffers.Binary;
using System.IO.Compression;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Keys;

namespace TlsDissect.Capture.Tests.Door;

/// <summary>One connection after another of a file or a stream.</summary>
public class ReadTests
{
    private static readonly DecryptableCase Rsa = DecryptableCase.Of("rsa-aes128-gcm");

    private static readonly CaptureOptions Hashed = new() { Dissector = new DissectorOptions { HashPlaintext = true } };

    [Fact]
    public async Task Every_capture_gives_the_connections_that_read_gives()
    {
        int cases = 0;
        foreach (DecryptableCase one in DecryptableCase.All().Where((_, index) => index % 4 == 0))
        {
            List<ConnectionSummary> connections = await All(TlsCapture.ReadAsync(one.Capture, one.Keys(), Hashed));

            Assert.Equal(one.ExpectedConnections, connections.Select(connection => JsonLines.Of(connection, one.CaptureName)));
            cases++;
        }

        Assert.True(cases > 100, $"{cases} cases");
    }

    [Fact]
    public async Task A_file_without_keys_needs_no_more_than_its_name()
    {
        ConnectionSummary connection = Assert.Single(await All(TlsCapture.ReadAsync(Rsa.Capture)));

        Assert.Equal(("server.example", DecryptionReason.NoKey), (connection.ServerName, connection.Reason));
    }

    [Fact]
    public async Task A_compressed_file_is_read_like_a_plain_one()
    {
        MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(File.ReadAllBytes(Rsa.Capture));
        using TemporaryFile file = new(compressed.ToArray());

        Assert.Equal(DecryptionStatus.Decrypted, Assert.Single(await All(TlsCapture.ReadAsync(file.Path, Rsa.Keys()))).Status);
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_stands_and_left_open()
    {
        byte[] content = File.ReadAllBytes(Rsa.Capture);
        using MemoryStream stream = new([1, 2, 3, .. content]) { Position = 3 };

        ConnectionSummary connection = Assert.Single(await All(TlsCapture.ReadAsync(stream, Rsa.Keys())));

        Assert.Equal((DecryptionStatus.Decrypted, true), (connection.Status, stream.CanRead));
    }

    [Fact]
    public async Task A_connection_comes_while_a_slow_stream_still_goes_on()
    {
        byte[] content = File.ReadAllBytes(Rsa.Capture);
        // Then a packet of an hour later, so that the connection before has ended, and no end.
        byte[] later = new PcapBytes().Packet(4_000_000_000, 0, new byte[60]).ToArray()[24..];
        await using PausingStream stream = new([.. content, .. later, 0], content.Length + later.Length);
        IAsyncEnumerator<ConnectionSummary> connections = TlsCapture.ReadAsync(stream, Rsa.Keys()).GetAsyncEnumerator();

        ValueTask<bool> first = connections.MoveNextAsync();
        stream.LetThrough();

        Assert.True(await first.AsTask().WaitAsync(Patience));
        Assert.Equal(DecryptionStatus.Decrypted, connections.Current.Status);
        stream.LetThrough(); // the last byte
        stream.LetThrough(); // and the end
        Assert.False(await connections.MoveNextAsync().AsTask().WaitAsync(Patience));
        await connections.DisposeAsync();
    }

    [Fact]
    public async Task A_missing_file_is_told_by_the_first_connection_that_is_asked_for()
    {
        IAsyncEnumerator<ConnectionSummary> connections = TlsCapture.ReadAsync("/does/not/exist.pcap").GetAsyncEnumerator();

        CaptureException e = await Assert.ThrowsAsync<CaptureException>(async () => await connections.MoveNextAsync());

        Assert.Equal("/does/not/exist.pcap: no such file", e.Message);
        await connections.DisposeAsync();
    }

    [Theory]
    [InlineData("this is not a capture at all", "is not a capture file")]
    [InlineData("", "is empty")]
    public async Task What_is_not_a_capture_is_told(string content, string problem)
    {
        using TemporaryFile file = new(System.Text.Encoding.ASCII.GetBytes(content));

        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => All(TlsCapture.ReadAsync(file.Path)));

        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        using MemoryStream stream = new(System.Text.Encoding.ASCII.GetBytes(content));
        e = await Assert.ThrowsAsync<CaptureException>(() => All(TlsCapture.ReadAsync(stream)));
        Assert.Contains("stream: " + problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_filter_is_told()
    {
        CaptureException e =
            await Assert.ThrowsAsync<CaptureException>(
                () => All(TlsCapture.ReadAsync(Rsa.Capture, null, new CaptureOptions { Filter = "no such thing" })));

        Assert.StartsWith("filter \"no such thing\": ", e.Message, StringComparison.Ordinal);
    }

    [LibpcapFact]
    public async Task A_filter_lets_only_what_matches_through()
    {
        Assert.Single(await All(TlsCapture.ReadAsync(Rsa.Capture, null, new CaptureOptions { Filter = "tcp" })));
        Assert.Empty(await All(TlsCapture.ReadAsync(Rsa.Capture, null, new CaptureOptions { Filter = "udp" })));
    }

    [Fact]
    public async Task Damage_is_told_after_all_connections_in_front_of_it()
    {
        byte[] absurd = new PcapBytes().Packet(1, 0, []).ToArray()[24..];
        absurd.AsSpan(8, 4).Fill(0x7F); // the length captured
        using TemporaryFile file = new([.. File.ReadAllBytes(Rsa.Capture), .. absurd, .. new byte[100]]);
        List<ConnectionSummary> connections = [];

        CaptureException e = await Assert.ThrowsAsync<CaptureException>(async () =>
        {
            await foreach (ConnectionSummary connection in TlsCapture.ReadAsync(file.Path, Rsa.Keys())) connections.Add(connection);
        });

        Assert.Contains("cannot be read past byte", e.Message, StringComparison.Ordinal);
        Assert.Equal(DecryptionStatus.Decrypted, Assert.Single(connections).Status);
    }

    [Fact]
    public async Task A_truncated_last_packet_is_a_warning()
    {
        List<string> warnings = [];
        using TemporaryFile file = new(File.ReadAllBytes(Rsa.Capture)[..^1]);

        Assert.Single(
            await All(
                TlsCapture.ReadAsync(file.Path, Rsa.Keys(),
                    new CaptureOptions { Warning = (name, packet, text) => warnings.Add($"{name} {packet} {text}") })));

        Assert.Contains("truncated in the middle of a packet", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_stream()
    {
        using CancellationTokenSource stop = new();
        await using PausingStream stream = new(File.ReadAllBytes(Rsa.Capture), 500);
        ValueTask<bool> first = TlsCapture.ReadAsync(stream).GetAsyncEnumerator(stop.Token).MoveNextAsync();
        stream.LetThrough();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.AsTask().WaitAsync(Patience));
        for (int i = 0; i < 20; i++) stream.LetThrough(); // its reader ends
    }

    [Fact]
    public async Task Cancelling_between_connections_ends_the_enumeration()
    {
        using CancellationTokenSource stop = new();
        using TemporaryFile file = new(Many(300));
        int seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ConnectionSummary _ in TlsCapture.ReadAsync(file.Path, cancellationToken: stop.Token))
            {
                if (++seen == 1) await stop.CancelAsync();
            }
        });

        Assert.InRange(seen, 1, 299);
    }

    [Fact]
    public async Task Leaving_early_closes_the_file()
    {
        if (!OperatingSystem.IsLinux()) return;
        using TemporaryFile file = new(Many(300));

        await foreach (ConnectionSummary _ in TlsCapture.ReadAsync(file.Path))
        {
            Assert.True(OpenFiles.Has(file.Path));
            break;
        }

        Assert.False(OpenFiles.Has(file.Path));
    }

    [Fact]
    public async Task Leaving_early_gives_the_memory_back_that_was_counted()
    {
        using TemporaryFile file = new(Many(300, atOnce: true));
        CaptureOptions options = new();

        await foreach (ConnectionSummary _ in TlsCapture.ReadAsync(file.Path, options: options))
        {
            Assert.True(options.Dissector.Memory.HeldBytes > 0);
            break;
        }

        Assert.Equal(0, options.Dissector.Memory.HeldBytes);
    }

    [Fact]
    public async Task Connections_that_the_capture_leaves_open_come_too()
    {
        using TemporaryFile file = new(Many(300, atOnce: true));

        Assert.Equal(300,
            (await All(TlsCapture.ReadAsync(file.Path, Rsa.Keys()))).Count(connection => connection.Status == DecryptionStatus.Decrypted));
    }

    [Fact]
    public async Task Connections_are_handed_over_before_the_capture_has_been_read()
    {
        // Files are read in blocks of a megabyte.
        using MemoryStream stream = new(Many(1000));
        Assert.True(stream.Length > 3 << 20);

        await foreach (ConnectionSummary _ in TlsCapture.ReadAsync(stream))
        {
            Assert.True(stream.Position < stream.Length);
            break;
        }
    }

    [Fact]
    public void A_key_file_that_is_wrong_is_told_before_anything_is_read() =>
        Assert.Throws<KeyFileException>(() => TlsCapture.ReadAsync(Rsa.Capture, new KeyRing().AddRsaKey("/does/not/exist.key")));

    /// <summary>Where a test that waits gives up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The capture again and again: each time ten minutes later, so that the connections before have ended by then, or all at once, from
    /// another port.
    /// </summary>
    private static byte[] Many(int times, bool atOnce = false)
    {
        byte[] one = File.ReadAllBytes(Rsa.Capture);
        List<byte> many = [.. one[..24]];
        for (int i = 0; i < times; i++)
        {
            byte[] next = one[24..];
            for (int at = 0; at < next.Length; at += 16 + BitConverter.ToInt32(next, at + 8))
            {
                if (!atOnce) BitConverter.TryWriteBytes(next.AsSpan(at), BitConverter.ToUInt32(next, at) + (uint)(600 * i));
                else MovePort(next.AsSpan(at + 16 + 14 + 20), i);
            }

            many.AddRange(next);
        }

        return [.. many];
    }

    /// <summary>
    /// Moves the client's port in a TCP header, and the unused urgent pointer the other way, so that the checksum stays right.
    /// </summary>
    private static void MovePort(Span<byte> tcp, int by)
    {
        Span<byte> port = BinaryPrimitives.ReadUInt16BigEndian(tcp) > 1024 + 10_000 ? tcp : tcp[2..];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(port) - by));
        BinaryPrimitives.WriteUInt16BigEndian(tcp[18..], (ushort)by);
    }

    private static async Task<List<ConnectionSummary>> All(IAsyncEnumerable<ConnectionSummary> connections)
    {
        List<ConnectionSummary> all = [];
        await foreach (ConnectionSummary connection in connections) all.Add(connection);
        return all;
    }
}
