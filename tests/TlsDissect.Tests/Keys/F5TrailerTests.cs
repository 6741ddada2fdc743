using System.Buffers.Binary;
using CsCheck;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>The trailers of a BIG-IP's tcpdump. Their layout is the one that tshark 4.0 shows for them.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class F5TrailerTests
{
    private static readonly byte[] Client = Filled(1, 32), Server = Filled(2, 32), Master = Filled(3, 48);
    private static readonly byte[] VirtualServer = Element(1, 1, 3, [1, 0, 0, 2, .. "vs"u8]);
    private static readonly byte[] Tls12 = Element(4, 0, 0, [.. Master, .. Client, .. Server]);

    [Fact]
    public void The_master_secret_of_TLS_1_2_is_found()
    {
        KeyRing keys = Read(Trailer(VirtualServer, Tls12));

        KeyLogEntry entry = Assert.Single(keys.FindAll(KeyLogLabel.ClientRandom, Client));
        Assert.Equal((Convert.ToHexString(Master), "capture.pcap", true, false),
            (Convert.ToHexString(entry.Secret), entry.Source, entry.FromTrailer, entry.FromSecretsBlock));
        Assert.Equal(1, keys.Version);
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(0, 48)]
    [InlineData(1, 32)]
    [InlineData(1, 48)]
    [InlineData(1, 64)]
    public void The_secrets_of_TLS_1_3_are_found(ushort version, byte length)
    {
        KeyLogLabel[] labels =
        [
            KeyLogLabel.ClientEarlyTrafficSecret, KeyLogLabel.ClientHandshakeTrafficSecret, KeyLogLabel.ServerHandshakeTrafficSecret,
            KeyLogLabel.ClientTrafficSecret0, KeyLogLabel.ServerTrafficSecret0,
        ];
        labels = labels[(1 - version)..];
        byte[] secrets = [.. labels.SelectMany(label => Filled((byte)(10 + (int)label), length).Concat(new byte[64 - length]))];

        KeyRing keys = Read(Trailer(Element(4, 2, version, [length, .. secrets, .. Client, .. Server])));

        Assert.Equal(labels.Length, keys.Version);
        foreach (KeyLogLabel label in labels)
            Assert.Equal(Filled((byte)(10 + (int)label), length), Assert.Single(keys.FindAll(label, Client)).Secret);
    }

    [Fact]
    public void What_is_zeros_is_not_known_yet()
    {
        byte[] secrets = [.. new byte[64], .. Filled(5, 32), .. new byte[32], .. new byte[192]];
        KeyRing keys =
            Read(Trailer(Element(4, 0, 0, [.. new byte[48], .. Client, .. Server]),
                Element(4, 2, 1, [32, .. secrets, .. Client, .. Server])));

        Assert.Equal(1, keys.Version);
        Assert.Single(keys.FindAll(KeyLogLabel.ClientHandshakeTrafficSecret, Client));
    }

    [Fact]
    public void A_short_frame_is_padded_before_the_trailer_and_a_check_sequence_may_follow_it()
    {
        Assert.Equal(1, Read([.. new byte[6], .. Trailer(Tls12), 1, 2, 3, 4]).Version);
        Assert.Equal(0, Read([1, .. Trailer(Tls12)], isTrailer: false).Version);
    }

    [Fact]
    public void Other_elements_and_versions_are_skipped()
    {
        Assert.Equal(1,
            Read(Trailer(Element(3, 0, 0, [.. Master, .. Client, .. Server]), Element(4, 1, 0, Filled(7, 80)), Element(4, 9, 7, []),
                Element(4, 0, 1, [.. Master, .. Server, .. Client]), Tls12)).Version);
        Assert.Equal(0, Read(Trailer(Element(4, 2, 1, [33, .. Filled(1, 320), .. Client, .. Server]))).Version);
        byte[] other = Trailer(Tls12);
        other[7] = 2;
        Assert.Equal(0, Read(other).Version);
        Assert.Equal(0, Read(new byte[200], isTrailer: false).Version);
        Assert.Equal(0, Read([], isTrailer: false).Version);
    }

    [Fact]
    public void No_prefix_has_a_secret_that_the_whole_has_not()
    {
        byte[] whole = Trailer(VirtualServer, Tls12, Element(4, 2, 1, [48, .. Filled(9, 320), .. Client, .. Server]));
        for (int length = 0; length < whole.Length; length++)
        {
            KeyRing keys = Read(whole[..length], isTrailer: length >= 8);
            Assert.All(keys.FindAll(KeyLogLabel.ClientRandom, Client), entry => Assert.Equal(Master, entry.Secret));
            Assert.True(keys.Version <= 6);
        }
    }

    [Fact]
    public void No_bytes_throw() => Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, 119], Gen.Byte).Sample((bytes, at, value) =>
    {
        byte[] trailer = Trailer(VirtualServer, Tls12);
        trailer[at % trailer.Length] = value;
        foreach (byte[] any in (byte[][])[bytes, [0xf5, 0xde, 0xb0, 0xf5, .. bytes], Trailer(bytes), trailer])
            new KeyRing([], null).AddTrailer(any, "any");
    });

    /// <summary>Every packet of a connection has the same trailer.</summary>
    [Fact]
    public void A_trailer_that_comes_again_takes_nothing()
    {
        KeyRing keys = new([], null);
        byte[] trailer = Trailer(VirtualServer, Tls12);
        keys.AddTrailer(trailer, "capture.pcap");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) keys.AddTrailer(trailer, "capture.pcap");

        Assert.Equal((0, 1), (GC.GetAllocatedBytesForCurrentThread() - before, keys.Version));
    }

    [Fact]
    public void Forged_ones_take_bounded_memory()
    {
        KeyRing keys = new([], null);
        byte[] client = new byte[32];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 1_000_000; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(client, i);
            keys.AddTrailer(Trailer(Element(4, 0, 0, [.. Master, .. client, .. Server])), "capture.pcap");
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 40_000_000);
        Assert.Single(keys.FindAll(KeyLogLabel.ClientRandom, client));
        GC.KeepAlive(keys);
    }

    [Fact]
    public void They_belong_to_the_ring_that_read_them()
    {
        KeyRing keys = Read(Trailer(Tls12));
        Assert.True(keys.HasAny);
        Assert.False(keys.Fork().HasAny);
    }

    private static KeyRing Read(byte[] padding, bool isTrailer = true)
    {
        KeyRing keys = new([], null);
        Assert.Equal(isTrailer, keys.AddTrailer(padding, "capture.pcap"));
        return keys;
    }

    private static byte[] Trailer(params byte[][] elements)
    {
        byte[] content = [.. elements.SelectMany(element => element)];
        return [0xf5, 0xde, 0xb0, 0xf5, .. Number(8 + content.Length), 0, 1, .. content];
    }

    private static byte[] Element(ushort provider, ushort type, ushort version, byte[] body) =>
        [.. Number(provider), .. Number(type), .. Number(8 + body.Length), .. Number(version), .. body];

    private static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Filled(byte value, int length) => [.. Enumerable.Repeat(value, length)];
}
