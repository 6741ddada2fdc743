using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Tests.Decryption.Quic;

namespace TlsDissect.Tests.Vectors;

/// <summary>
/// RFC 9001 appendix A and RFC 9369 appendix A, which have the same packets in both versions, and the Retry packets of drafts.
/// </summary>
public class QuicVectors
{
    private const ulong ShortNumber = 654_360_564;

    private static readonly byte[] ClientId = Hex.Of("8394c8f03e515708");

    /// <summary>A.2: the CRYPTO frame. Padding follows up to 1162 bytes.</summary>
    internal const string ClientFrame =
        """
        060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578
        616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e000500050100000000003300260024001d00209370b2c9caa47fba
        baf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e0403050306030203080408050806002d00020101001c0002400100
        3900320408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff
        """;

    /// <summary>A.3.</summary>
    internal const string ServerFrames =
        """
        02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf73988cfc79825df566dc5430b9a045a1200130100002e00330024001d00209d3c94
        0d89690b84d08a60993c144eca684d1081287c834d5311bcf32bb9da1a002b00020304
        """;

    private const string ServerPacket1 =
        """
        cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3
        dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc4
        2158407dd074ee
        """;

    private const string ServerPacket2 =
        """
        dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698baeea26b91eb761d9b89237bbf87263017915358230035f7fd3945d88965cf17
        f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca8
        4bed8521e2e140
        """;

    /// <summary>A.5.</summary>
    private const string ShortSecret = "9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b";

    [Theory]
    [InlineData(1, Sender.Client, "c00cf151ca5be075ed0ebfb5c80323c42d6b7db67881289af4008f1f6c357aea", "1f369613dd76d5467730efcbe3b1a22d",
        "fa044b2f42a3fd3b46fb255c", "9f50449e04a0e810283a1e9933adedd2")]
    [InlineData(1, Sender.Server, "3c199828fd139efd216c155ad844cc81fb82fa8d7446fa7d78be803acdda951b", "cf3a5331653c364c88f0f379b6067e37",
        "0ac1493ca1905853b0bba03e", "c206b8d9b9f0f37644430b490eeaa314")]
    [InlineData(2, Sender.Client, "14ec9d6eb9fd7af83bf5a668bc17a7e283766aade7ecd0891f70f9ff7f4bf47b", "8b1a0bc121284290a29e0971b5cd045d",
        "91f73e2351d8fa91660e909f", "45b95e15235d6f45a6b19cbcb0294ba9")]
    [InlineData(2, Sender.Server, "0263db1782731bf4588e7e4d93b7463907cb8cd8200b5da55a8bd488eafc37c1", "82db637861d55e1d011f19ea71d5d2a7",
        "dd13c276499c0249d3310652", "edf6d05c83121201b436e16877593c3a")]
    public void Initial_keys(int version, Sender sender, string secret, string key, string iv, string headerKey)
    {
        Assert.Equal(secret, Convert.ToHexStringLower(QuicKeySchedule.InitialSecret(Version(version), ClientId, sender)));
        AssertKeys(QuicKeySchedule.InitialKeys(Version(version), ClientId, sender), key, iv, headerKey);
    }

    /// <summary>The packet's start, and its tag, which covers everything between.</summary>
    [Theory]
    [InlineData(1, "c300000001088394c8f03e5157080000449e00000002", "c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11",
        "e221af44860018ab0856972e194cd934")]
    [InlineData(2, "d36b3343cf088394c8f03e5157080000449e00000002", "d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485",
        "a18b2faa745b6fe189cf772a9f84cbfc")]
    public void Clients_Initial(int version, string header, string start, string tag)
    {
        byte[] payload = [.. Hex.Of(ClientFrame), .. new byte[917]];
        QuicKeys keys = QuicKeySchedule.InitialKeys(Version(version), ClientId, Sender.Client);
        byte[] packet = QuicSealer.Seal(QuicKeySchedule.InitialSuite, keys, Hex.Of(header), new SealedNumber(2, 4), payload);
        Assert.Equal(1200, packet.Length);
        Assert.StartsWith(start, Convert.ToHexStringLower(packet), StringComparison.Ordinal);
        Assert.EndsWith(tag, Convert.ToHexStringLower(packet), StringComparison.Ordinal);
        Assert.Equal((2UL, Convert.ToHexString(payload)), Opened(packet, Sender.Client, QuicPacketType.Initial));
    }

    [Theory]
    [InlineData(ServerPacket1)]
    [InlineData(ServerPacket2)]
    public void Servers_Initial(string packet) =>
        Assert.Equal((1UL, Convert.ToHexString(Hex.Of(ServerFrames))), Opened(Hex.Of(packet), Sender.Server, QuicPacketType.Initial));

    [Theory]
    [InlineData("ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba")]
    [InlineData("cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6")]
    [InlineData("cf709a50c40008f067a5502a4262b5746f6b656e1dc71130cd1ed39d6efcee5c85806501")]
    [InlineData("ffff00001d0008f067a5502a4262b5746f6b656ed16926d81f6f9ca2953a8aa4575e1e49")]
    [InlineData("ffff00001b0008f067a5502a4262b5746f6b656ea523cb5ba524695f6569f293a1359d8e")]
    [InlineData("ffff0000190008f067a5502a4262b5746f6b656e1e5ec5b014cbb1f0fd93df4048c446a6")]
    public void Retry(string hex)
    {
        byte[] packet = Hex.Of(hex);
        QuicPacketHeader header = Read(packet);
        Assert.Equal((QuicPacketType.Retry, "token"), (header.Type, System.Text.Encoding.ASCII.GetString(header.Token)));
        Assert.True(RetryIntegrity.IsValid(header.Version!, ClientId, packet));
        Assert.False(RetryIntegrity.IsValid(header.Version!, ClientId.AsSpan(1), packet));
        for (int bit = 0; bit < 8 * packet.Length; bit++)
        {
            packet[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(RetryIntegrity.IsValid(header.Version!, ClientId, packet));
            packet[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Theory]
    [InlineData(1, "c6d98ff3441c3fe1b2182094f69caa2ed4b716b65488960a7a984979fb23e1c8", "e0459b3474bdd0e44a41c144",
        "25a282b9e82f06f21f488917a4fc8f1b73573685608597d0efcb076b0ab7a7a4",
        "1223504755036d556342ee9361d253421a826c9ecdf3c7148684b36b714881f9", "4cfe4189655e5cd55c41f69080575d7999c25a5bfb")]
    [InlineData(2, "3bfcddd72bcf02541d7fa0dd1f5f9eeea817e09a6963a0e6c7df0f9a1bab90f2", "a6b5bc6ab7dafce30ffff5dd",
        "d659760d2ba434a226fd37b35c69e2da8211d10c4f12538787d65645d5d1b8e2",
        "c69374c49e3d2a9466fa689e49d476db5d0dfbc87d32ceeaa6343fd0ae4c7d88", "5558b1c60ae7b6b932bc27d786f4bc2bb20f2162ba")]
    public void Short_header_with_ChaCha20(int version, string key, string iv, string headerKey, string nextSecret, string packet)
    {
        CipherSuite suite = CipherSuite.Find(CipherSuiteId.TLS_CHACHA20_POLY1305_SHA256)!;
        byte[] secret = Hex.Of(ShortSecret);
        QuicKeys keys = QuicKeySchedule.TryDeriveKeys(Version(version), suite, secret)!;
        AssertKeys(keys, key, iv, headerKey);
        Assert.Equal(nextSecret, Convert.ToHexStringLower(QuicKeySchedule.TryNextSecret(Version(version), suite, secret)!));

        using QuicDecryptor decryptor = new(suite, keys) { ExpectedNumber = ShortNumber };
        DecryptedQuicPacket opened = decryptor.Decrypt(Hex.Of(packet), 1, new byte[100]);
        Assert.Equal((true, ShortNumber, "01"), (opened.IsAuthenticated, opened.Number, Convert.ToHexString(opened.Payload)));
    }

    /// <summary>The labels of key updates: RFC 9001 §6.1, RFC 9369 §3.3.2, draft-ietf-quic-tls-23 §6.1.</summary>
    [Theory]
    [InlineData("draft-22", "traffic upd")]
    [InlineData("draft-23", "traffic upd")]
    [InlineData("mvfst-draft-22", "traffic upd")]
    [InlineData("draft-24", "quic ku")]
    [InlineData("1", "quic ku")]
    [InlineData("2", "quicv2 ku")]
    public void Label_of_key_updates(string name, string label)
    {
        CipherSuite suite = QuicKeySchedule.InitialSuite;
        byte[] secret = Hex.Of(ShortSecret), expected = new byte[secret.Length];
        Tls13KeySchedule.ExpandLabel(ProtocolVersion.Tls13, suite.Hash, secret, label, default, expected);
        Assert.Equal(expected, QuicKeySchedule.TryNextSecret(QuicVersion.All.Single(version => version.Name == name), suite, secret));
    }

    /// <summary>So a search among short headers needs no drafts.</summary>
    [Theory]
    [InlineData("v2-draft-00", 2)]
    [InlineData("v2-draft", 2)]
    [InlineData("draft-24", 1)]
    [InlineData("draft-34", 1)]
    public void Keys_of_traffic_secrets_of_a_draft_are_those_of_its_version(string name, int version)
    {
        QuicVersion draft = QuicVersion.All.Single(draft => draft.Name == name);
        QuicKeys keys = QuicKeySchedule.TryDeriveKeys(Version(version), QuicKeySchedule.InitialSuite, Hex.Of(ShortSecret))!;
        AssertKeys(QuicKeySchedule.TryDeriveKeys(draft, QuicKeySchedule.InitialSuite, Hex.Of(ShortSecret))!,
            Convert.ToHexStringLower(keys.Packet.Key), Convert.ToHexStringLower(keys.Packet.Iv), Convert.ToHexStringLower(keys.HeaderKey));
    }

    [Fact]
    public void Every_known_version_has_its_own_number_and_types()
    {
        Assert.Equal(QuicVersion.All.Length, QuicVersion.All.Select(version => version.Number).Distinct().Count());
        Assert.All(QuicVersion.All, version => Assert.Same(version, QuicVersion.Find(version.Number)));
        Assert.All(QuicVersion.All, version => Assert.Equal(4, version.Types.Distinct().Count()));
        Assert.Equal(["2", "v2-draft", "draft-29", "GREASE (0x1a2a3a4a)", "unknown (0x51303530)"],
            ((uint[])[0x6B3343CF, 0x709A50C4, 0xFF00001D, 0x1A2A3A4A, 0x51303530]).Select(QuicVersion.NameOf));
    }

    private static QuicVersion Version(int number) => number == 1 ? QuicVersion.V1 : QuicVersion.V2;

    private static void AssertKeys(QuicKeys keys, string key, string iv, string headerKey)
    {
        Assert.Equal(key, Convert.ToHexStringLower(keys.Packet.Key));
        Assert.Equal(iv, Convert.ToHexStringLower(keys.Packet.Iv));
        Assert.Equal(headerKey, Convert.ToHexStringLower(keys.HeaderKey));
    }

    private static QuicPacketHeader Read(byte[] datagram)
    {
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram, 0, ref error);
        Assert.True(reader.TryRead(out QuicPacketHeader header));
        Assert.False(header.IsMalformed);
        Assert.Equal(datagram.Length, header.Packet.Length);
        return new QuicPacketHeader
        {
            Packet = datagram,
            Type = header.Type,
            Version = header.Version,
            Token = header.Token.ToArray(),
            NumberOffset = header.NumberOffset,
        };
    }

    private static (ulong Number, string Payload) Opened(byte[] packet, Sender sender, QuicPacketType type)
    {
        QuicPacketHeader header = Read(packet);
        Assert.Equal(type, header.Type);
        QuicKeys keys = QuicKeySchedule.InitialKeys(header.Version!, ClientId, sender);
        using QuicDecryptor decryptor = new(QuicKeySchedule.InitialSuite, keys);
        DecryptedQuicPacket opened = decryptor.Decrypt(packet, header.NumberOffset, new byte[packet.Length]);
        Assert.Equal((DecryptionOutcome.Authenticated, false), (opened.Outcome, opened.HasReservedBits));
        return (opened.Number, Convert.ToHexString(opened.Payload));
    }
}
