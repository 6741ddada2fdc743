using CsCheck;
using TlsDissect.Records.Framings;

namespace TlsDissect.Tests.Records.Framings;

/// <summary>Unframers hand on each byte once, and whatever the bytes are they neither throw nor stand still.</summary>
public class FrameAccountTests
{
    private static readonly byte[] TdsHeader = [0x12, 0, 0, 30, 0, 0, 1, 0];

    private static readonly byte[] TpktHeader = [3, 0, 0, 30, 2, 0xF0, 0x80];

    private static readonly byte[] OpenVpnHeader = [0, 60, 0x20, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 1];

    public static TheoryData<Carrier> Carriers => new(Enum.GetValues<Carrier>());

    /// <summary>Bytes that mostly look like headers, in pieces, with bytes missing.</summary>
    [Theory]
    [MemberData(nameof(Carriers))]
    public void Whatever_comes_every_byte_is_taken(Carrier carrier) =>
        Gen.Select(AnyStream, Gen.Int[1, 50].Array[1, 10], Gen.Int[0, 12].Array[1, 8]).Sample((stream, sizes, gaps) =>
        {
            IUnframer unframer = Begin(carrier);
            int at = 0;
            for (int i = 0; at < stream.Length; i++)
            {
                ReadOnlySpan<byte> piece = stream.AsSpan(at, Math.Min(sizes[i % sizes.Length], stream.Length - at));
                at += piece.Length;
                if (gaps[i % gaps.Length] == 0)
                {
                    unframer.Skip(piece.Length);
                    continue;
                }

                for (int parts = 0; !piece.IsEmpty; parts++)
                {
                    Assert.True(parts < 1000, "it stands still");
                    int before = piece.Length;
                    FramePart part = unframer.Next(ref piece);
                    Assert.True(piece.Length <= before);
                    if (part.Kind is FrameBytes.Tls or FrameBytes.Skipped) Assert.Equal(before - piece.Length, part.Bytes.Length);
                }
            }
        }, iter: 3000);

    [Theory]
    [MemberData(nameof(Carriers))]
    public void A_gap_within_a_frame_is_told_as_what_the_frame_holds(Carrier carrier)
    {
        IUnframer unframer = Begin(carrier);
        Assert.Equal(FrameGap.InTls, unframer.Skip(10));
        Assert.Equal(FrameGap.Unknown, unframer.Skip(100));
    }

    /// <summary>A header that is one byte too short, or has another byte, is not recognized.</summary>
    [Theory]
    [MemberData(nameof(Carriers))]
    public void A_header_that_is_changed_is_not_recognized(Carrier carrier)
    {
        byte[] header = HeaderOf(carrier);
        Assert.Equal(carrier, FrameRecognition.Recognize(header, isHello: true)!.Carrier);
        Assert.Null(FrameRecognition.Recognize(header.AsSpan(1), isHello: true));
        Assert.Null(FrameRecognition.Recognize([], isHello: true));
        foreach (int at in (int[])(carrier switch { Carrier.Tds => [0, 1, 7], Carrier.Tpkt => [0, 1, 4, 5, 6], _ => [2, 11, 12, 13] }))
        {
            byte[] changed = [.. header];
            changed[at] ^= 0x44;
            Assert.Null(FrameRecognition.Recognize(changed, isHello: true));
        }
    }

    [Fact]
    public void A_packet_of_OpenVPN_is_recognized_by_a_hello_alone() =>
        Assert.Null(FrameRecognition.Recognize(OpenVpnHeader, isHello: false));

    private static byte[] HeaderOf(Carrier carrier) =>
        carrier switch { Carrier.Tds => TdsHeader, Carrier.Tpkt => TpktHeader, _ => OpenVpnHeader };

    private static IUnframer Begin(Carrier carrier) => FrameRecognition.Recognize(HeaderOf(carrier), isHello: true)!;

    private static readonly Gen<byte[]> AnyStream = Gen.OneOf(
        Gen.Const(TdsHeader), Gen.Const(TpktHeader), Gen.Const(OpenVpnHeader), Gen.Const((byte[])[0, 30, 0x48]),
        Gen.Const((byte[])[0, 40, 0x19, 1, 2, 3, 4, 5, 6, 7, 8]),
        Gen.Byte[0, 12].Select(length => (byte[])[0, length, 0x20, 1, 2, 3, 4, 5, 6, 7, 8]),
        Gen.Const((byte[])[0x17, 3, 3, 0, 20]), Gen.Byte.Array[0, 40]).Array[1,
            20].Select(pieces => pieces.SelectMany(piece => piece).ToArray());
}
