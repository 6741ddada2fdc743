using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>Records of DTLS 1.3 (RFC 9147 §4), sealed here: there are no published ones.</summary>
public class Dtls13DecryptorTests
{
    private static readonly byte[] Secret32 = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static TheoryData<ushort> Suites => [0x1301, 0x1302, 0x1303, 0x1304, 0x1305];

    private static CipherSuite Suite(ushort id) => CipherSuite.Find((CipherSuiteId)id)!;

    private static byte[] Secret(ushort id) => id == 0x1302 ? [.. Secret32, .. Secret32[..16]] : Secret32;

    private static RecordDecryptor Opener(ushort id, DatagramSealer13 sealer) =>
        RecordDecryptorFactory.Create(new RecordProtection(ProtocolVersion.Dtls13, Suite(id)), sealer.Keys)!;

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_form_of_the_header_is_decrypted(ushort id)
    {
        for (int form = 0; form < 8; form++)
        {
            using DatagramSealer13 sealer = new(Suite(id), Secret(id))
            {
                HasLength = (form & 1) != 0,
                HasLongNumber = (form & 2) != 0,
                ConnectionId = (form & 4) != 0 ? [1, 2, 3, 4, 5] : [],
            };
            using RecordDecryptor opener = Opener(id, sealer);
            foreach (ulong number in (ulong[])[0, 1, 100, 40, 199])
            {
                SealedRecord record = sealer.Seal(number, ContentType.Handshake, Content(20), padding: form);
                Assert.Equal((ContentType.Handshake, number), Opened(opener, record));
                Assert.Equal(Content(20), record.Open(opener)!.Value.Content);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_changed_bit_of_any_byte_is_noticed_and_changes_nothing(ushort id)
    {
        using DatagramSealer13 sealer = new(Suite(id), Secret(id)) { ConnectionId = [9, 9] };
        using RecordDecryptor opener = Opener(id, sealer);
        opener.SequenceNumber = 70000;
        Assert.Equal((ContentType.Ack, 70001ul), Opened(opener, sealer.Seal(70001, ContentType.Ack, Content(9))));
        SealedRecord record = sealer.Seal(70002, ContentType.ApplicationData, Content(17));
        for (int at = 0; at < record.Fragment.Length; at++) Assert.Null(record.WithFlip(at, 4).Open(opener));
        for (int at = 0; at < record.SentHeader.Length; at++)
        {
            byte[] header = [.. record.SentHeader];
            header[at] ^= 1;
            Assert.Null((record with { SentHeader = header }).Open(opener));
        }

        for (int length = 0; length < record.Fragment.Length; length++) Assert.Null(record.Resized(record.Fragment[..length]).Open(opener));
        for (int length = 1; length < record.SentHeader.Length; length++)
            Assert.Null((record with { SentHeader = record.SentHeader[..length] }).Open(opener));
        Assert.Equal(70002ul, opener.SequenceNumber);
        Assert.Equal((ContentType.ApplicationData, 70002ul), Opened(opener, record));
    }

    /// <summary>The whole number is the closest to the next expected one, of all that end like the one sent.</summary>
    [Theory]
    [InlineData(true, 1 << 16)]
    [InlineData(false, 1 << 8)]
    public void Numbers_are_found_within_half_of_their_range(bool isLong, int range)
    {
        using DatagramSealer13 sealer = new(Suite(0x1301), Secret32) { HasLongNumber = isLong };
        using RecordDecryptor opener = Opener(0x1301, sealer);
        foreach (long next in (long[])[range - 1, range, range + 1, 5L * range, 5L * range - 1, 5L * range + range / 2, 1L << 40])
        {
            foreach (int distance in (int[])[0, 1, -1, range / 2 - 1, 1 - range / 2])
            {
                opener.SequenceNumber = (ulong)next;
                ulong number = (ulong)(next + distance);
                Assert.Equal((ContentType.Alert, number), Opened(opener, sealer.Seal(number, ContentType.Alert, Content(2))));
                Assert.Equal(Math.Max((ulong)next, number + 1), opener.SequenceNumber);
            }
        }

        opener.SequenceNumber = 3;
        ulong last = (ulong)range - 1;
        Assert.Equal((ContentType.Alert, last), Opened(opener, sealer.Seal(last, ContentType.Alert, Content(2))));
    }

    /// <summary>After a record that authenticated, more may be lost than the bytes of a number count.</summary>
    [Theory]
    [InlineData(true, 1 << 16)]
    [InlineData(false, 1 << 8)]
    public void Numbers_are_found_although_more_records_are_lost_than_they_count(bool isLong, int range)
    {
        using DatagramSealer13 sealer = new(Suite(0x1301), Secret32) { HasLongNumber = isLong };
        using RecordDecryptor opener = Opener(0x1301, sealer);
        ulong far = 5ul * (ulong)range + 7;
        Assert.Null(sealer.Seal(far, ContentType.Alert, Content(2)).Open(opener));
        Assert.Equal((ContentType.Alert, 3ul), Opened(opener, sealer.Seal(3, ContentType.Alert, Content(2))));
        Assert.Equal((ContentType.Alert, far), Opened(opener, sealer.Seal(far, ContentType.Alert, Content(2))));
        Assert.Equal(far + 1, opener.SequenceNumber);
    }

    /// <summary>Forged records cost a bounded amount of work.</summary>
    [Fact]
    public void Far_numbers_are_not_tried_after_many_records_that_no_number_decrypts()
    {
        using DatagramSealer13 sealer = new(Suite(0x1301), Secret32) { HasLongNumber = true };
        using RecordDecryptor opener = Opener(0x1301, sealer);
        Assert.NotNull(sealer.Seal(0, ContentType.Alert, Content(2)).Open(opener));
        SealedRecord far = sealer.Seal(5 << 16, ContentType.Alert, Content(2));
        for (int i = 0; i < 64; i++) Assert.Null(far.WithFlip(far.Fragment.Length - 1, 1).Open(opener));
        Assert.Null(far.Open(opener));
        Assert.NotNull(sealer.Seal(1, ContentType.Alert, Content(2)).Open(opener));
        Assert.NotNull(far.Open(opener));
    }

    [Fact]
    public void Record_without_a_type_is_malformed()
    {
        using DatagramSealer13 sealer = new(Suite(0x1301), Secret32);
        using RecordDecryptor opener = Opener(0x1301, sealer);
        Assert.Null(sealer.Seal(0, default, new byte[4]).Open(opener));
        Assert.Equal(0ul, opener.SequenceNumber);
    }

    /// <summary>FIPS 197 appendix C, and RFC 8439 §2.3.2: the block function with the number 1 and a nonce.</summary>
    [Theory]
    [InlineData(0x1301, "000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff", "69c4")]
    [InlineData(0x1303, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "01000000000000090000004a00000000", "10f1")]
    public void Mask_is_that_of_the_published_vectors(ushort id, string key, string sample, string expected)
    {
        using NumberMask mask = NumberMask.Create(Suite(id), Convert.FromHexString(key));
        byte[] bytes = new byte[2];
        for (int i = 0; i < 2; i++) mask.Fill(Convert.FromHexString(sample), bytes);
        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Suites_without_a_defined_mask_are_not_supported() =>
        Assert.DoesNotContain(CipherSuites.All, suite => !NumberMask.Has(suite) &&
            RecordDecryptorFactory.IsSupported(new RecordProtection(ProtocolVersion.Dtls13, suite)));

    private static (ContentType Type, ulong Number)? Opened(RecordDecryptor opener, SealedRecord record)
    {
        byte[] plaintext = new byte[1000];
        TlsRecord sent = new(record.Header, record.Fragment, default) { SentHeader = record.SentHeader };
        DecryptedRecord decrypted = opener.Decrypt(sent, plaintext);
        return decrypted.IsAuthenticated ? (decrypted.Type, decrypted.Number) : null;
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(1, length).Select(i => (byte)(i * 3))];
}
