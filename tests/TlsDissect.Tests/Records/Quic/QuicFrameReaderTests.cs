using System.Text;
using CsCheck;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Records.Quic;

/// <summary>Frames of every type, whole and malformed.</summary>
public class QuicFrameReaderTests
{
    /// <summary>A frame of each type and form, and its fields. Those at the end of a packet have no length.</summary>
    private static readonly (string Hex, string Fields)[] Frames =
    [
        ("01", "Ping"),
        ("02 0a 05 00 03", "Ack Acknowledged=7-10 AckDelay=5"),
        ("02 4064 05 02 0a 00 05 00 00", "Ack Acknowledged=90-100,83-88,81-81 AckDelay=5"),
        ("03 0a 05 00 0a 01 02 03", "Ack Acknowledged=0-10 AckDelay=5"),
        ("04 04 07 4100", "ResetStream StreamId=4 FinalSize=256 ErrorCode=7"),
        ("05 04 07", "StopSending StreamId=4 ErrorCode=7"),
        ("06 4400 03 010203", "Crypto Offset=1024 Data=010203"),
        ("06 00 00", "Crypto"),
        ("07 02 aabb", "NewToken Data=AABB"),
        ("0a 05 03 010203", "Stream StreamId=5 Data=010203"),
        ("0b 05 00", "Stream StreamId=5 IsFin=True"),
        ("0e 05 4400 03 010203", "Stream StreamId=5 Offset=1024 Data=010203"),
        ("0f 05 4400 03 010203", "Stream StreamId=5 Offset=1024 Data=010203 IsFin=True"),
        ("10 8000ffff", "MaxData Limit=65535"),
        ("11 05 4400", "MaxStreamData StreamId=5 Limit=1024"),
        ("12 d000000000000000", "MaxStreamsBidirectional Limit=1152921504606846976"),
        ("13 05", "MaxStreamsUnidirectional Limit=5"),
        ("14 05", "DataBlocked Limit=5"),
        ("15 05 06", "StreamDataBlocked StreamId=5 Limit=6"),
        ("16 05", "StreamsBlockedBidirectional Limit=5"),
        ("17 05", "StreamsBlockedUnidirectional Limit=5"),
        ("18 03 02 04 01020304 000102030405060708090a0b0c0d0e0f",
            "NewConnectionId Sequence=3 RetirePriorTo=2 ConnectionId=01020304 ResetToken=000102030405060708090A0B0C0D0E0F"),
        ("19 05", "RetireConnectionId Sequence=5"),
        ("1a 0102030405060708", "PathChallenge Data=0102030405060708"),
        ("1b 0102030405060708", "PathResponse Data=0102030405060708"),
        ("1c 412a 06 03 626164", "ConnectionClose ErrorCode=298 CausedBy=6 Reason=bad"),
        ("1d 4100 03 627965", "ApplicationClose ErrorCode=256 Reason=bye"),
        ("1e", "HandshakeDone"),
        ("1f", "ImmediateAck"),
        ("31 03 010203", "Datagram Data=010203"),
        ("40af 01 02 4400 03", "AckFrequency Sequence=1"),
        ("42f5 80010000", "TimeStamp"),
    ];

    private static readonly (string Hex, string Fields)[] LastFrames =
    [
        ("08 05 010203", "Stream StreamId=5 Data=010203"),
        ("09 05", "Stream StreamId=5 IsFin=True"),
        ("0c 05 4400 010203", "Stream StreamId=5 Offset=1024 Data=010203"),
        ("0d 05 4400 010203", "Stream StreamId=5 Offset=1024 Data=010203 IsFin=True"),
        ("30 010203", "Datagram Data=010203"),
    ];

    [Fact]
    public void Any_frames_in_any_order_are_read_with_their_fields() =>
        Gen.Select(Gen.Int[0, Frames.Length - 1].Array[0, 20], Gen.Int[0, 3].Array[21], Gen.Int[0, LastFrames.Length])
            .Sample((choices, paddings, last) =>
        {
            List<byte> payload = [];
            List<string> expected = [];
            for (int i = 0; i <= choices.Length; i++)
            {
                int padding = paddings[i] * 100;
                payload.AddRange(new byte[padding]);
                if (padding > 0) expected.Add($"Padding Length={padding}");
                if (i < choices.Length) Add(Frames[choices[i]]);
            }

            if (last < LastFrames.Length) Add(LastFrames[last]);
            Assert.Equal(expected, Read([.. payload], out DecodeError error));
            Assert.False(error.IsSet);

            void Add((string Hex, string Fields) frame)
            {
                payload.AddRange(Hex.Of(frame.Hex));
                expected.Add($"{frame.Fields} Length={Hex.Of(frame.Hex).Length}");
            }
        }, iter: 2000);

    [Fact]
    public void Every_type_has_a_frame_here() => Assert.Equal(Enum.GetNames<QuicFrameType>().Order(),
        Frames.Select(frame => frame.Fields.Split(' ')[0]).Append(nameof(QuicFrameType.Padding)).Distinct().Order());

    [Fact]
    public void Every_strict_prefix_is_malformed_and_keeps_the_type()
    {
        foreach ((string hex, string fields) in Frames)
        {
            byte[] frame = Hex.Of(hex);
            for (int length = 1; length < frame.Length; length++)
            {
                Assert.Empty(Read(frame[..length], out DecodeError error));
                Assert.True(error.IsSet, fields);
            }
        }
    }

    [Theory]
    [InlineData("02 02 00 00 03", "first_ack_range at byte 5")]
    [InlineData("02 05 00 01 03 01 00", "ack_range_length at byte 7")]
    [InlineData("02 05 00 01 00 01 03", "ack_range_length at byte 7")]
    [InlineData("02 05 00 bfffffff 00 00 00", "gap at byte 10")]
    [InlineData("06 ffffffffffffffff 01 00", "offset at byte 11")]
    [InlineData("0a 00 7fff 00", "stream_data at byte 4")]
    [InlineData("07 00", "token at byte 2")]
    [InlineData("12 d000000000000001", "maximum_streams at byte 9")]
    [InlineData("18 02 03 04 01020304 000102030405060708090a0b0c0d0e0f", "retire_prior_to at byte 3")]
    [InlineData("18 03 03 00 000102030405060708090a0b0c0d0e0f", "length at byte 4")]
    [InlineData("18 03 03 15 000102030405060708090a0b0c0d0e0f000000000000000000000000000000000000000000", "length at byte 4")]
    [InlineData("01 21", "unknown frame_type at byte 2")]
    [InlineData("ffffffffffffffff", "unknown frame_type at byte 8")]
    public void A_malformed_frame_says_what_and_where(string hex, string expected)
    {
        Read(Hex.Of(hex), out DecodeError error);
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void An_unknown_frame_tells_its_type()
    {
        DecodeError error = default;
        QuicFrameReader reader = new([0x40, 0x52, 1, 2, 3], ref error);
        Assert.False(reader.TryRead());
        Assert.Equal((QuicFrameType)0x52, reader.Frame.Type);
        Assert.False(reader.TryRead());
    }

    private static List<string> Read(byte[] payload, out DecodeError error)
    {
        List<string> frames = [];
        error = default;
        QuicFrameReader reader = new(payload, ref error);
        while (reader.TryRead()) frames.Add(Describe(reader.Frame));
        return frames;
    }

    /// <summary>The type and each member that is not empty.</summary>
    private static string Describe(QuicFrame frame)
    {
        StringBuilder text = new(frame.Type.ToString());
        Show("StreamId", frame.StreamId);
        Show("Offset", frame.Offset);
        Show("FinalSize", frame.FinalSize);
        Show("Limit", frame.Limit);
        Show("Sequence", frame.Sequence);
        Show("RetirePriorTo", frame.RetirePriorTo);
        Show("ErrorCode", frame.ErrorCode);
        Show("CausedBy", frame.CausedBy);
        ShowBytes("Data", frame.Data);
        ShowBytes("ConnectionId", frame.ConnectionId);
        ShowBytes("ResetToken", frame.ResetToken);
        if (!frame.Reason.IsEmpty) text.Append($" Reason={Encoding.UTF8.GetString(frame.Reason)}");
        if (frame.IsFin) text.Append(" IsFin=True");
        List<string> ranges = [];
        QuicAckRanges acknowledged = frame.Acknowledged;
        while (acknowledged.TryTake(out PacketRange range)) ranges.Add($"{range.First}-{range.Last}");
        if (ranges.Count > 0) text.Append($" Acknowledged={string.Join(',', ranges)}");
        Show("AckDelay", frame.AckDelay);
        Show("Length", (ulong)frame.Length);
        return text.ToString();

        void Show(string name, ulong value)
        {
            if (value != 0) text.Append($" {name}={value}");
        }

        void ShowBytes(string name, ReadOnlySpan<byte> bytes)
        {
            if (!bytes.IsEmpty) text.Append($" {name}={Convert.ToHexString(bytes)}");
        }
    }
}
