using CsCheck;
using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption.Quic;

/// <summary>Packets open in any order, with others lost or repeated, and nothing else opens.</summary>
public class QuicDecryptorLaws
{
    private const int Packets = 120;

    /// <summary>A generation is longer than packets are late, so that those of three never mix.</summary>
    private const int GenerationLength = 30;
    private const int MostLate = 20;

    private static readonly byte[] Destination = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly int NumberOffset = 1 + Destination.Length;

    private static readonly CipherSuiteId[] Suites =
    [
        CipherSuiteId.TLS_AES_128_GCM_SHA256, CipherSuiteId.TLS_AES_256_GCM_SHA384, CipherSuiteId.TLS_CHACHA20_POLY1305_SHA256,
        CipherSuiteId.TLS_AES_128_CCM_SHA256,
    ];

    public static TheoryData<CipherSuiteId> SuiteIds => [.. Suites];

    /// <summary>How each packet fares: bytes of its number that are sent, packets that overtake it, and lost (0), once or twice.</summary>
    private static readonly Gen<(int Length, int Late, int Copies)[]> Fates =
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, MostLate], Gen.Frequency((1, Gen.Const(0)), (4, Gen.Const(1)), (1, Gen.Const(2))))
            .Array[Packets];

    [Fact]
    public void Any_order_any_loss_and_any_repetition_give_the_numbers_and_payloads() =>
        Gen.Select(Gen.Int[0, Suites.Length - 1].Select(i => Suites[i]), Gen.Int, Fates, Gen.Int[0, 64]).Sample((id, seed, fates, first) =>
        {
            QuicSealer sealer = QuicSealer.Random(id, seed);
            using QuicDecryptor opener = sealer.Opener();
            IEnumerable<(int Index, int At)> arrivals = fates.SelectMany((fate, i) =>
                Enumerable.Range(0, fate.Copies).Select(copy => (Index: i, At: i + fate.Late * (1 - copy))));
            byte[] buffer = new byte[200];
            foreach ((int index, _) in arrivals.OrderBy(arrival => arrival.At))
            {
                ulong number = (ulong)(first + index);
                byte[] payload = [.. Enumerable.Repeat((byte)index, 3 + index)];
                byte[] packet =
                    sealer.SealShort(Destination, new SealedNumber(number, fates[index].Length), index / GenerationLength, payload);
                DecryptedQuicPacket opened = opener.Decrypt(packet, NumberOffset, buffer);
                Assert.True(opened.IsAuthenticated, $"packet {index}");
                Assert.Equal((number, index / GenerationLength), (opened.Number, opened.Generation));
                Assert.Equal(payload, opened.Payload.ToArray());
            }
        }, iter: 60);

    [Theory]
    [MemberData(nameof(SuiteIds))]
    public void A_changed_bit_never_opens_and_leaves_the_decryptor_unchanged(CipherSuiteId id)
    {
        QuicSealer sealer = QuicSealer.Random(id, 7);
        byte[][] packets =
        [
            sealer.SealShort(Destination, new SealedNumber(1000, 2), 0, new byte[20]),
            sealer.SealShort(Destination, new SealedNumber(1001, 1), 1, new byte[5]),
            sealer.SealHandshake(Destination, new SealedNumber(1002, 3), new byte[9]),
        ];
        using QuicDecryptor shortOpener = sealer.Opener(), longOpener = sealer.Opener();
        shortOpener.ExpectedNumber = longOpener.ExpectedNumber = 1000;
        foreach (byte[] packet in packets)
        {
            bool isLong = (packet[0] & 0x80) != 0;
            QuicDecryptor opener = isLong ? longOpener : shortOpener;
            int numberOffset = isLong ? NumberOffset + 8 : NumberOffset;
            (ulong expected, int generation) = (opener.ExpectedNumber, opener.Generation);
            byte[] buffer = new byte[packet.Length];
            for (int bit = 0; bit < 8 * packet.Length; bit++)
            {
                packet[bit / 8] ^= (byte)(1 << bit % 8);
                DecryptedQuicPacket changed = opener.Decrypt(packet, numberOffset, buffer);
                Assert.False(changed.IsAuthenticated);
                Assert.True(changed.Payload.IsEmpty);
                packet[bit / 8] ^= (byte)(1 << bit % 8);
                Assert.Equal((expected, generation), (opener.ExpectedNumber, opener.Generation));
            }

            Assert.True(opener.Decrypt(packet, numberOffset, buffer).IsAuthenticated);
        }
    }

    [Fact]
    public void Every_prefix_of_a_packet_fails()
    {
        QuicSealer sealer = QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 3);
        byte[] packet = sealer.SealShort(Destination, new SealedNumber(0, 1), 0, new byte[30]);
        using QuicDecryptor opener = sealer.Opener();
        for (int length = 0; length < packet.Length; length++)
        {
            DecryptionOutcome outcome = opener.Decrypt(packet.AsSpan(0, length), NumberOffset, new byte[packet.Length]).Outcome;
            Assert.Equal(length < NumberOffset + 20 ? DecryptionOutcome.Malformed : DecryptionOutcome.BadRecordMac, outcome);
        }
    }

    [Fact]
    public void A_late_packet_of_the_generation_before_opens_and_does_not_go_back()
    {
        QuicSealer sealer = QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 4);
        using QuicDecryptor opener = sealer.Opener();
        (ulong Number, int Generation)[] arrivals = [(0, 0), (3, 1), (1, 0), (2, 1), (9, 2), (5, 1), (8, 2), (12, 3), (11, 2)];
        int highest = 0;
        foreach ((ulong number, int generation) in arrivals)
        {
            byte[] packet = sealer.SealShort(Destination, new SealedNumber(number, 1), generation, new byte[4]);
            DecryptedQuicPacket opened = opener.Decrypt(packet, NumberOffset, new byte[packet.Length]);
            highest = Math.Max(highest, generation);
            Assert.Equal((true, number, generation, highest),
                (opened.IsAuthenticated, opened.Number, opened.Generation, opener.Generation));
        }
    }

    [Fact]
    public void A_capture_that_begins_after_a_key_update_opens()
    {
        QuicSealer sealer = QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 5);
        using QuicDecryptor opener = sealer.Opener();
        byte[] packet = sealer.SealShort(Destination, new SealedNumber(77, 1), 1, new byte[4]);
        Assert.True(opener.Decrypt(packet, NumberOffset, new byte[packet.Length]).IsAuthenticated);
    }

    [Fact]
    public void Without_key_updates_the_other_phase_does_not_open()
    {
        QuicSealer sealer = QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 6);
        using QuicDecryptor opener = new(sealer.Suite, sealer.Keys);
        byte[] packet = sealer.SealShort(Destination, new SealedNumber(0, 1), 1, new byte[4]);
        Assert.Equal(DecryptionOutcome.BadRecordMac, opener.Decrypt(packet, NumberOffset, new byte[packet.Length]).Outcome);
    }

    [Fact]
    public void After_a_long_loss_the_caller_finds_the_number()
    {
        QuicSealer sealer = QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 8);
        using QuicDecryptor opener = sealer.Opener();
        byte[] packet = sealer.SealShort(Destination, new SealedNumber(1_000_000, 2), 0, new byte[4]);
        byte[] buffer = new byte[packet.Length];
        Assert.False(opener.Decrypt(packet, NumberOffset, buffer).IsAuthenticated);
        opener.ExpectedNumber = 990_000;
        Assert.Equal(1_000_000UL, opener.Decrypt(packet, NumberOffset, buffer).Number);
        Assert.Equal(1_000_001UL, opener.ExpectedNumber);
    }

    [Fact]
    public void Reserved_bits_are_reported()
    {
        QuicSealer sealer = QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 9);
        using QuicDecryptor opener = sealer.Opener();
        SealedNumber number = new(0, 1);
        byte[] packet = QuicSealer.Seal(sealer.Suite, sealer.Keys, [0x58, .. Destination, 0], number, new byte[4]);
        DecryptedQuicPacket opened = opener.Decrypt(packet, NumberOffset, new byte[packet.Length]);
        Assert.True(opened.IsAuthenticated && opened.HasReservedBits);
    }

    [Theory]
    [InlineData(CipherSuiteId.TLS_AES_128_GCM_SHA256)]
    [InlineData(CipherSuiteId.TLS_CHACHA20_POLY1305_SHA256)]
    public void A_packet_allocates_nothing(CipherSuiteId id)
    {
        QuicSealer sealer = QuicSealer.Random(id, 10);
        using QuicDecryptor opener = sealer.Opener();
        byte[] packet = sealer.SealShort(Destination, new SealedNumber(0, 1), 0, new byte[1000]), buffer = new byte[packet.Length];
        Assert.True(opener.Decrypt(packet, NumberOffset, buffer).IsAuthenticated);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isAuthenticated = opener.Decrypt(packet, NumberOffset, buffer).IsAuthenticated;
        Assert.Equal((true, 0), (isAuthenticated, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    [Fact]
    public void Only_suites_of_TLS_1_3_with_a_whole_tag_are_supported() =>
        Assert.Equal(Suites.Order(), CipherSuites.All.Where(QuicDecryptor.Supports).Select(suite => suite.Id).Order());
}
