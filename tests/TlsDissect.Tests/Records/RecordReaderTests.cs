using TlsDissect.Protocol;
using TlsDissect.Tests.Messages;

namespace TlsDissect.Tests.Records;

public class RecordReaderTests
{
    public static TheoryData<string, byte[]> PlainProtocols() => new()
    {
        { "HTTP", "GET /index.html HTTP/1.1\r\nHost: example.com\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n"u8.ToArray() },
        { "HTTP answer", [.. "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 1024\r\n\r\n"u8,
            .. Enumerable.Range(0, 1024).Select(i => (byte)i)] },
        { "SSH", [.. "SSH-2.0-OpenSSH_9.6\r\n"u8, 0, 0, 5, 0xDC, 9, 20, .. Enumerable.Repeat((byte)0x31, 300)] },
        { "SMTP", "220 mail.example ESMTP Postfix\r\n250-mail.example\r\n250-STARTTLS\r\n250 8BITMIME\r\n"u8.ToArray() },
        { "MongoDB hello", MongoDb(0x12D) },
        { "MongoDB whose length looks like an alert", MongoDb(0x315) },
        { "MongoDB whose length looks like a handshake", MongoDb(0x316) },
        { "PostgreSQL", [0, 0, 0, 8, 4, 210, 22, 47] },
        { "counting", [.. Enumerable.Range(0, 4096).Select(i => (byte)(i >> 4))] },
        { "little-endian table", [.. Enumerable.Range(0, 4096).SelectMany(i => BitConverter.GetBytes(0x0300 + i % 32))] },
    };

    [Theory]
    [MemberData(nameof(PlainProtocols))]
    public void Plain_protocol_is_not_taken_for_TLS(string name, byte[] bytes)
    {
        foreach (int size in new[] { bytes.Length, 7, 1 })
        {
            using RecordRecorder recorder = new();
            recorder.ReadSplit(bytes, size).Complete();
            Assert.True(recorder.Lines.Count == 0, $"{name}: {string.Join(", ", recorder.Lines)}");
        }
    }

    [Fact]
    public void STARTTLS_is_found_where_the_hello_stands()
    {
        using RecordRecorder recorder = new();
        recorder.Read("EHLO client.example\r\n"u8).Read("STARTTLS\r\n"u8).Read([.. WireRecords.Hello(), .. WireRecords.Data(10)]);
        Assert.Equal(["Handshake:51 0100002F", "ApplicationData:10 ABABABAB"], recorder.Lines);
    }

    [Fact]
    public void Hello_behind_a_CONNECT_in_the_same_segment_is_found()
    {
        using RecordRecorder recorder = new();
        recorder.Read([.. "CONNECT example.com:443 HTTP/1.1\r\n\r\n"u8, .. WireRecords.Hello(400)]);
        Assert.Single(recorder.Fragments);
    }

    [Fact]
    public void Records_without_a_hello_are_found_by_three_headers_in_a_chain()
    {
        using RecordRecorder recorder = new();
        recorder.Read([1, 2, 3, .. WireRecords.Data(30), .. WireRecords.Data(40)]);
        Assert.Empty(recorder.Lines);
        recorder.Read(WireRecords.Data(50).AsSpan(0, 5));
        Assert.Equal(2, recorder.Fragments.Count);
    }

    [Fact]
    public void Records_at_the_end_are_found_by_fewer_headers()
    {
        using RecordRecorder two = new(), one = new();
        Assert.Equal(2, two.Read([1, 2, 3, .. WireRecords.Data(30), .. WireRecords.Data(40)]).Complete().Fragments.Count);
        Assert.Empty(one.Read([1, 2, 3, .. WireRecords.Data(30)]).Complete().Fragments);
    }

    [Fact]
    public void Last_record_behind_a_gap_is_found_at_the_end()
    {
        using RecordRecorder recorder = new();
        recorder.Read(WireRecords.Hello()).Gap(1000).Read([9, 9, 9, .. WireRecords.Data(40)]);
        Assert.Single(recorder.Fragments);
        recorder.Complete();
        Assert.Equal(2, recorder.Fragments.Count);
        Assert.Equal("lost 1000 ?", recorder.Lines[1]);
    }

    [Fact]
    public void SSLv2_hello_is_read_whatever_the_split()
    {
        foreach (int size in new[] { 100, 11, 3, 1 })
        {
            using RecordRecorder recorder = new();
            recorder.ReadSplit([.. WireRecords.Ssl2Hello(), .. WireRecords.Data(3)], size);
            Assert.Equal(["ssl2 31", "ApplicationData:3 ABABAB"], recorder.Lines);
        }
    }

    [Fact]
    public void SSLv2_hello_counts_only_at_the_very_start()
    {
        using RecordRecorder recorder = new();
        Assert.Empty(recorder.Read([0, .. WireRecords.Ssl2Hello()]).Complete().Lines);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(3)]
    [InlineData(1)]
    public void Lone_alert_at_the_start_is_a_record_whatever_the_split(int size)
    {
        using RecordRecorder recorder = new();
        Assert.Equal(["Alert:2 0228"], recorder.ReadSplit(WireRecords.Alert(), size).Lines);
    }

    [Fact]
    public void Alert_of_no_registered_description_is_none()
    {
        using RecordRecorder recorder = new();
        Assert.Empty(recorder.Read(WireRecords.Alert(2, 200)).Complete().Lines);
        using RecordRecorder later = new();
        Assert.Empty(later.Read([1, .. WireRecords.Alert()]).Lines);
    }

    [Fact]
    public void Empty_records_are_read()
    {
        using RecordRecorder recorder = new();
        recorder.Read(
            [.. WireRecords.Hello(), .. WireRecords.Data(0), .. WireRecords.Record(ContentType.Handshake, []), .. WireRecords.Data(1)]);
        Assert.Equal(["ApplicationData:0 ", "Handshake:0 ", "ApplicationData:1 AB"], recorder.Lines[1..]);
    }

    [Fact]
    public void Unwanted_records_are_counted_when_their_last_byte_has_passed()
    {
        using RecordRecorder recorder = new() { Wants = header => header.Type != ContentType.ApplicationData };
        recorder.Read([.. WireRecords.Hello(), .. WireRecords.Data(0), .. WireRecords.Data(100).AsSpan(0, 104)]);
        Assert.Equal(["skipped ApplicationData:0"], recorder.Lines[1..]);
        recorder.Read([0xAB, .. WireRecords.Alert()]);
        Assert.Equal(["skipped ApplicationData:100", "Alert:2 0228"], recorder.Lines[2..]);
    }

    [Fact]
    public void Two_gaps_in_one_fragment_lose_one_record()
    {
        using RecordRecorder recorder = new();
        byte[] record = WireRecords.Data(100);
        recorder.Read(WireRecords.Hello()).Read(record.AsSpan(0, 20)).Gap(10).Read(record.AsSpan(30, 20)).Gap(30).Read(record.AsSpan(80))
            .Read(WireRecords.Data(5));
        Assert.Equal(["cut ApplicationData:100 at 15", "lost 10 1", "lost 30 0", "ApplicationData:5 ABABABAB"], recorder.Lines[1..]);
    }

    [Fact]
    public void Gap_over_a_header_searches_for_the_next_record()
    {
        using RecordRecorder recorder = new();
        byte[] records = [.. WireRecords.Data(100), .. WireRecords.Data(101), .. WireRecords.Data(102), .. WireRecords.Data(103)];
        recorder.Read(WireRecords.Hello()).Read(records.AsSpan(0, 50)).Gap(100).Read(records.AsSpan(150));
        Assert.Equal(["cut ApplicationData:100 at 45", "lost 100 ?", "ApplicationData:102 ABABABAB", "ApplicationData:103 ABABABAB"],
            recorder.Lines[1..]);
    }

    [Fact]
    public void Bytes_that_are_no_header_lose_the_framing_until_records_are_found_again()
    {
        using RecordRecorder recorder = new();
        recorder.Read([.. WireRecords.Hello(), .. "plain text again"u8, .. WireRecords.Data(7), .. WireRecords.Data(8)]);
        Assert.Equal(["lost 0 ?", "ApplicationData:7 ABABABAB", "ApplicationData:8 ABABABAB"], recorder.Lines[1..]);
    }

    [Fact]
    public void Header_that_arrived_in_pieces_and_is_none_is_searched_too()
    {
        using RecordRecorder recorder = new();
        // The second byte of the bad header is the first of a good one.
        recorder.Read(WireRecords.Hello()).Read([0x16, 0x17]).Read([3, 3, 0, 1, 0x55, .. WireRecords.Data(2), .. WireRecords.Data(3)]);
        Assert.Equal(["lost 0 ?", "ApplicationData:1 55"], recorder.Lines[1..3]);
    }

    [Fact]
    public void Fragment_longer_than_any_version_allows_is_no_record()
    {
        using RecordRecorder recorder = new();
        recorder.Read([.. WireRecords.Hello(), 0x17, 3, 3, 0x48, 0x01]);
        Assert.Equal("lost 0 ?", recorder.Lines[^1]);
    }

    /// <summary>A ServerHello of the TLS 1.3 drafts to 21 has its draft's number where others have the version.</summary>
    [Fact]
    public void ServerHello_of_an_old_draft_is_found_alone()
    {
        using RecordRecorder recorder = new();
        recorder.Read(
            [1, 2, 3,
                .. WireRecords.Record(ContentType.Handshake,
                    new TlsWriter().UInt8(2).Vector24(w => w.UInt16(0x7f12).Fill(32).UInt16(0x1301).Vector16(_ => { })).ToArray(),
                    0x0301)]);
        Assert.Single(recorder.Fragments);
    }

    /// <summary>At the start and after a hole: what a record search would take for too little evidence otherwise.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    [InlineData(true, 3)]
    public void A_change_cipher_spec_with_a_record_header_behind_it_is_found(bool isAfterHole, int before)
    {
        byte[] stream = [.. new byte[before], .. WireRecords.Record(ContentType.ChangeCipherSpec, [1]),
            .. WireRecords.Record(ContentType.Handshake, [.. Enumerable.Repeat((byte)0x99, 40)])];
        foreach (int size in new[] { stream.Length, 7, 1 })
        {
            using RecordRecorder recorder = new();
            if (isAfterHole) recorder.Read(WireRecords.Hello()).Gap(1000);
            Assert.Equal(["ChangeCipherSpec:1 01", "Handshake:40 99999999"],
                recorder.ReadSplit(stream, size).Lines[(isAfterHole ? 2 : 0)..]);
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    [InlineData(true, 3)]
    public void A_whole_record_of_messages_in_the_clear_is_found(bool isAfterHole, int before)
    {
        byte[] exchange = new TlsWriter().UInt8((byte)HandshakeType.ServerKeyExchange).Vector24(w => w.Fill(70)).ToArray(),
            done = [(byte)HandshakeType.ServerHelloDone, 0, 0, 0];
        foreach (byte[] messages in (byte[][])[exchange, [.. exchange, .. done], done])
        {
            byte[] stream = [.. new byte[before], .. WireRecords.Record(ContentType.Handshake, messages)];
            foreach (int size in new[] { stream.Length, 7, 1 })
            {
                using RecordRecorder recorder = new(), beforeGap = new();
                foreach (RecordRecorder each in new[] { recorder, beforeGap })
                {
                    if (isAfterHole) each.Read(WireRecords.Hello()).Gap(1000);
                    each.ReadSplit(stream, size);
                }

                recorder.Complete();
                beforeGap.Gap(100);
                Assert.Equal(isAfterHole ? 2 : 1, recorder.Fragments.Count);
                Assert.Equal(messages, recorder.Fragments[^1]);
                Assert.Equal(messages, beforeGap.Fragments[^1]);
            }
        }
    }

    [Fact]
    public void What_only_looks_like_them_is_not_a_record()
    {
        byte[] exchange = new TlsWriter().UInt8((byte)HandshakeType.ServerKeyExchange).Vector24(w => w.Fill(70)).ToArray();
        foreach (byte[] bytes in (byte[][])
        [
            WireRecords.Record(ContentType.ChangeCipherSpec, [1]), // Nothing behind it.
            [.. WireRecords.Record(ContentType.ChangeCipherSpec, [1]), .. "and some text behind it"u8],
            [.. WireRecords.Record(ContentType.ChangeCipherSpec, [2]), .. WireRecords.Data(9).AsSpan(0, 5)],
            WireRecords.Record(ContentType.Handshake, [.. exchange, 0]),
            WireRecords.Record(ContentType.Handshake, exchange.AsSpan(0, 60)),
            WireRecords.Record(ContentType.Handshake, [0, 0, 0, 0]), // hello_request: four zeros are in any table.
            WireRecords.Record(ContentType.Handshake, [.. Enumerable.Repeat((byte)0, 40)]),
            WireRecords.Record(ContentType.Handshake, exchange)[..^1],
        ])
        {
            using RecordRecorder recorder = new();
            Assert.Empty(recorder.Read([7, .. bytes]).Complete().Lines);
        }
    }

    /// <summary>OP_MSG: a little-endian length first.</summary>
    private static byte[] MongoDb(int length) =>
        [.. BitConverter.GetBytes(length), .. BitConverter.GetBytes(1), 0, 0, 0, 0, .. BitConverter.GetBytes(2013), 0, 0, 0, 0, 0,
            .. new TlsWriter().Fill(length - 21, 0x10).ToArray()];
}
