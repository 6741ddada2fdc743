using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Fuzz;

/// <summary>Any bytes as a datagram of QUIC, as a protected packet and as its frames: none throws, and no changed packet opens.</summary>
public class QuicFuzz
{
    private const int IdLength = 4;

    /// <summary>More than for captures, because these seeds are few and small.</summary>
    private const int Repetitions = 300;

    private static readonly byte[] Destination = Convert.FromHexString("8394c8f03e515708");

    /// <summary>Three coalesced packets and a short header, Retry, Version Negotiation, and RFC 9001's server Initial.</summary>
    private static readonly string[] Datagrams =
    [
        "c300000001021122000241aabb0503030303" + "d3000000010201020103050505050505" + "e3000000010000050909090909" +
            "43112233440000000000",
        "f0000000010002aabb746f6b656e000102030405060708090a0b0c0d0e0f",
        "8000000000080102030405060708021122000000016b3343cf1a2a3a4a",
        "d36b3343cf02112200" + "0541aabb05030303",
        "cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede" +
            "4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d" +
            "06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee",
    ];

    private static readonly string[] Payloads =
    [
        "00000001024064050" + "20a00050000" + "06440003010203" + "0f054400030102031e",
        "030a0500" + "0a010203" + "0404074100" + "0702aabb" + "180302" + "0401020304000102030405060708090a0b0c0d0e0f" + "1c412a0603626164",
        "118000ffff05" + "12d000000000000000" + "1a0102030405060708" + "40af010244000331030102033001020304",
    ];

    [Fact]
    public void Any_bytes_are_packets_that_fill_the_datagram() => Fuzzing.Run(Seeds(Datagrams), bytes =>
    {
        DecodeError error = default;
        QuicDatagramReader reader = new(bytes, IdLength, ref error);
        int length = 0;
        while (reader.TryRead(out QuicPacketHeader header))
        {
            Assert.Equal(header.IsMalformed, error.IsSet);
            Assert.True(header.NumberOffset <= header.Packet.Length);
            Assert.True(header.ResetToken.Length is 0 or 16);
            length += header.Packet.Length;
        }

        Assert.Equal(bytes.Length, length);
    });

    [Fact]
    public void Any_bytes_are_frames_that_fill_the_payload_or_malformed() => Fuzzing.Run(Seeds(Payloads), bytes =>
    {
        DecodeError error = default;
        QuicFrameReader reader = new(bytes, ref error);
        int length = 0;
        while (reader.TryRead())
        {
            ref readonly QuicFrame frame = ref reader.Frame;
            Assert.True(frame.Length > 0);
            length += frame.Length;
            ulong below = ulong.MaxValue;
            QuicAckRanges acknowledged = frame.Acknowledged;
            while (acknowledged.TryTake(out PacketRange range))
            {
                Assert.True(range.First <= range.Last && range.Last < below);
                below = range.First;
            }
        }

        Assert.Equal(error.IsSet, length != bytes.Length);
    });

    [Fact]
    public void No_changed_packet_opens()
    {
        string original = Datagrams[^1].ToUpperInvariant();
        QuicKeys keys = QuicKeySchedule.InitialKeys(QuicVersion.V1, Destination, Sender.Server);
        using QuicDecryptor decryptor = new(QuicKeySchedule.InitialSuite, keys);
        Fuzzing.Run(Seeds(Datagrams), bytes =>
        {
            DecodeError error = default;
            QuicDatagramReader reader = new(bytes, IdLength, ref error);
            while (reader.TryRead(out QuicPacketHeader header))
            {
                bool isOriginal = Convert.ToHexString(header.Packet) == original;
                DecryptedQuicPacket opened = decryptor.Decrypt(header.Packet, header.NumberOffset, new byte[header.Packet.Length]);
                Assert.Equal(isOriginal, opened.IsAuthenticated);
                Assert.Equal(isOriginal, !opened.Payload.IsEmpty);
                if (header.Version is QuicVersion version) Assert.False(RetryIntegrity.IsValid(version, Destination, header.Packet));
            }
        });
    }

    private static IEnumerable<byte[]> Seeds(string[] seeds) =>
        seeds.SelectMany(seed => Enumerable.Repeat(Convert.FromHexString(seed), Repetitions));
}
