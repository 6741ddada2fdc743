using System.Text;
using CsCheck;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Records.Quic;

/// <summary>CRYPTO frames between the frames of Google's older protocol.</summary>
public class GoogleFrameReaderTests
{
    /// <summary>A frame of each type and form that is skipped.</summary>
    private static readonly string[] Others =
    [
        "00", "0000000000", "07",
        "01 00000004 0000000000000100 00000007", // RST_STREAM
        "02 00000010 0003 627965", // CONNECTION_CLOSE
        "03 00000010 00000004 0003 627965", // GOAWAY
        "04 00000004 0000000000010000", // WINDOW_UPDATE
        "05 00000004", // BLOCKED
        "40 05 0102 05 00", // ACK with a block
        "45 0005 0102 0005 02 01 00000102 02 0304", // larger numbers, two times
        "6f 000000000105 0102 02 000000000001 03 000000000002 04 000000000003 00", // three blocks
        "a0 04 0003 010203", // STREAM with a length
        "a5 0004 0010 0003 010203", // an offset of two bytes
        "ff 00000004 0000000000001000 0003 010203", // the largest form
    ];

    [Fact]
    public void Every_CRYPTO_frame_is_found_between_any_others() =>
        Gen.Select(Gen.Int[0, Others.Length - 1].Array[0, 5].List[1, 5], Gen.Byte.Array[0, 80]).Sample((between, data) =>
        {
            byte[] payload = [], crypto = [0x08, 0x44, 0x00, 0x40, (byte)data.Length, .. data];
            foreach (int[] others in between) payload = [.. payload, .. others.SelectMany(other => Hex.Of(Others[other])), .. crypto];
            string found = $"1024 {Convert.ToHexString(data)}\n";
            Assert.Equal(string.Concat(Enumerable.Repeat(found, between.Count)), Read([.. payload, 0, 0]));
        });

    [Fact]
    public void A_stream_without_a_length_extends_to_the_end() => Assert.Equal("0 01\n", Read(Hex.Of("08 00 01 01 80 04 08 00 01 02")));

    [Theory]
    [InlineData("06 01", "unknown frame_type")]
    [InlineData("09", "unknown frame_type")]
    [InlineData("08 00 05 01", "crypto_data")]
    [InlineData("08 c000000100000000 01 01", "offset")]
    [InlineData("45 00", "largest_acked")]
    [InlineData("a0 04 0003 0102", "stream_data")]
    public void Nothing_is_read_after_a_malformed_frame(string hex, string what)
    {
        DecodeError error = default;
        GoogleFrameReader reader = new(Hex.Of(hex), ref error);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(what, error.What);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Any_bytes_are_read_without_an_exception() => Gen.Byte.Array[0, 100].Sample(bytes =>
    {
        DecodeError error = default;
        GoogleFrameReader reader = new(bytes, ref error);
        while (reader.TryRead(out _)) { }
    });

    private static string Read(byte[] payload)
    {
        StringBuilder found = new();
        DecodeError error = default;
        GoogleFrameReader reader = new(payload, ref error);
        while (reader.TryRead(out QuicFrame frame)) found.Append($"{frame.Offset} {Convert.ToHexString(frame.Data)}\n");
        Assert.False(error.IsSet);
        return found.ToString();
    }
}
