using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Ssl2;
using TlsDissect.Tests.Decryption;
using TlsDissect.Tests.Vectors;
using CipherMode = TlsDissect.Protocol.CipherMode;

namespace TlsDissect.Tests.Ssl2;

/// <summary>SSL 2.0, which no stack speaks any more, from records made by its specification.</summary>
public class Ssl2Tests
{
    private static readonly byte[] Request = "GET / HTTP/1.0\r\n\r\n"u8.ToArray();
    private static readonly byte[] Response = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
    private static readonly RSA Key = RSA.Create(1024);

    public static TheoryData<int, bool> Kinds
    {
        get
        {
            TheoryData<int, bool> kinds = [];
            foreach (Ssl2CipherKind kind in Ssl2CipherKind.All) kinds.Add(kind.Id, true);
            kinds.Add(0x060040, false);
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_opens_with_the_servers_key(int id, bool withDigit)
    {
        Trace trace = Trace.Read(new Maker(id, withDigit).Make(), new KeyRing([new ServerKey("ssl2.key", Key)], null));
        ConnectionSummary connection = trace.Connection;
        Assert.Equal((ProtocolVersion.Ssl20, Ssl2CipherKind.Find(id)!.Name, id),
            (connection.Version, connection.CipherSuiteParts!.Name, connection.Ssl2CipherKind!.Value));
        Assert.Equal(["client_hello", "server_hello", "client_master_key", "client_finished", "server_verify", "server_finished"],
            connection.Messages.Select(m => m.Name));
        Assert.Equal((DecryptionStatus.Decrypted, HandshakeKind.Full, SecretSource.RsaKey, "ssl2.key"),
            (connection.Status, connection.Handshake, connection.Secret!.Value, connection.Key));
        Assert.Equal((true, true), (connection.ClientFinishedVerified, connection.ServerFinishedVerified));
        Assert.Equal("CN=ssl2", connection.ServerCertificates[0].Subject);
        Assert.Equal(Request, trace.Data(Sender.Client));
        Assert.Equal(Response, trace.Data(Sender.Server));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_changed_byte_is_noticed(int id, bool withDigit)
    {
        List<(Sender, byte[])> records = new Maker(id, withDigit).Make();
        for (int i = 3; i < records.Count; i++)
        {
            List<(Sender, byte[])> changed = [.. records.Select(r => (r.Item1, r.Item2.ToArray()))];
            changed[i].Item2[^(1 + i)] ^= 0x40;
            ConnectionSummary connection = Trace.Read(changed, new KeyRing([new ServerKey("ssl2.key", Key)], null)).Connection;
            Assert.NotEqual(DecryptionStatus.Decrypted, connection.Status);
        }
    }

    /// <summary>The MAC does not cover where data end and padding begins.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_header_that_makes_data_padding_is_noticed(int id, bool withDigit)
    {
        List<(Sender From, byte[] Bytes)> records = new Maker(id, withDigit).Make();
        byte[] request = records[^2].Bytes;
        bool isLong = request[0] < 0x80;
        byte[] body = request[(isLong ? 3 : 2)..];
        records[^2] = (Sender.Client, [(byte)(body.Length >> 8), (byte)body.Length, (byte)((isLong ? request[2] : 0) + 8), .. body]);

        Trace trace = Trace.Read(records, new KeyRing([new ServerKey("ssl2.key", Key)], null));

        Assert.Empty(trace.Data(Sender.Client));
        Assert.NotEqual(DecryptionStatus.Decrypted, trace.Connection.Status);
    }

    /// <summary>Nothing tells where the next record begins: all that follows is skipped.</summary>
    [Fact]
    public void What_follows_an_invalid_header_is_skipped_and_told()
    {
        KeyRing keys = new([new ServerKey("ssl2.key", Key)], null);
        List<(Sender From, byte[] Bytes)> records = new Maker(0x010080, true).Make();
        for (int at = 4; at < records.Count; at++)
        {
            (Sender from, byte[] data) = records[at];
            List<(Sender From, byte[] Bytes)> changed = [.. records];
            changed[at] = (from, [0x80, 0, 0, .. data]);
            ConnectionSummary connection = Trace.Read(changed, keys).Connection;
            Assert.Equal((DecryptionStatus.Partial, DecryptionReason.SkippedBytes), (connection.Status, connection.Reason));
            Assert.Equal(changed.Skip(at).Where(record => record.From == from).Sum(record => record.Bytes.Length),
                connection.ClientSkipped.Count + connection.ServerSkipped.Count);
        }
    }

    [Fact]
    public void Without_the_key_the_reason_is_told()
    {
        List<(Sender, byte[])> records = new Maker(0x010080, true).Make();
        ConnectionSummary none = Trace.Read(records, KeyRing.Empty).Connection;
        Assert.Equal((DecryptionStatus.None, DecryptionReason.NoKey), (none.Status, none.Reason));
        using RSA other = RSA.Create(1024);
        ConnectionSummary wrong = Trace.Read(records, new KeyRing([new ServerKey("other.key", other)], null)).Connection;
        Assert.Equal((DecryptionStatus.None, DecryptionReason.KeyMismatch), (wrong.Status, wrong.Reason));
    }

    [Fact]
    public void A_damaged_record_before_the_one_that_proves_the_key_is_said_to_be_damaged()
    {
        List<(Sender From, byte[] Bytes)> records = new Maker(0x010080, true).Make();
        records[3].Bytes[^1] ^= 1;
        KeyRing keys = new([new ServerKey("ssl2.key", Key)], null);
        ConnectionSummary connection = Trace.Read(records, keys).Connection;
        Assert.Equal((DecryptionStatus.Partial, DecryptionReason.BadRecordMac), (connection.Status, connection.Reason));
    }

    [Theory]
    [InlineData(8, OutcomeResult.Established, OutcomeResult.Established)]
    [InlineData(7, OutcomeResult.Established, OutcomeResult.Unknown)]
    [InlineData(5, OutcomeResult.Aborted, OutcomeResult.Unknown)]
    [InlineData(3, OutcomeResult.Aborted, OutcomeResult.Aborted)]
    [InlineData(2, OutcomeResult.Aborted, OutcomeResult.Aborted)]
    public void The_outcome_is_told_with_and_without_the_key(int count, OutcomeResult withKey, OutcomeResult without)
    {
        List<(Sender, byte[])> records = [.. new Maker(0x010080, true).Make().Take(count)];
        Assert.Equal(withKey, Trace.Read(records, new KeyRing([new ServerKey("ssl2.key", Key)], null)).Connection.Outcome!.Result);
        Assert.Equal(without, Trace.Read(records, KeyRing.Empty).Connection.Outcome!.Result);
    }

    [Fact]
    public void An_error_message_refuses_the_handshake()
    {
        List<(Sender, byte[])> records = [.. new Maker(0x010080, true).Make().Take(2), (Sender.Client, [0x80, 3, 0, 0, 1])];
        ConnectionOutcome outcome = Trace.Read(records, KeyRing.Empty).Connection.Outcome!;
        Assert.Equal((OutcomeResult.Refused, Sender.Client), (outcome.Result, outcome.By));
    }

    [Fact]
    public void No_mutation_throws()
    {
        List<(Sender, byte[])> records = new Maker(0x0700C0, true).Make();
        Random random = new(5);
        for (int i = 0; i < 2000; i++)
        {
            List<(Sender, byte[])> changed = [.. records.Select(r => (r.Item1, r.Item2.ToArray()))];
            for (int n = random.Next(1, 5); n > 0; n--)
            {
                byte[] record = changed[random.Next(changed.Count)].Item2;
                record[random.Next(Math.Min(60, record.Length))] = (byte)random.Next(256);
            }

            Trace.Read(changed, new KeyRing([new ServerKey("ssl2.key", Key)], null));
        }
    }

    /// <summary>Both sides of a connection (Hickman 1995).</summary>
    private sealed class Maker(int id, bool withDigit)
    {
        private static readonly byte[] Challenge = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        private static readonly byte[] ConnectionId = [.. Enumerable.Range(100, 16).Select(i => (byte)i)];

        private readonly Ssl2CipherKind _kind = Ssl2CipherKind.Find(id)!;
        private readonly byte[] _iv = [1, 2, 3, 4, 5, 6, 7, 8];
        private readonly List<(Sender, byte[])> _records = [];
        private readonly uint[] _sequence = new uint[2];
        private readonly Action<byte[]>[] _encrypt = new Action<byte[]>[2];
        private readonly byte[][] _keys = new byte[2][];

        private bool IsBlock => _kind.Mode == CipherMode.Cbc;

        public List<(Sender, byte[])> Make()
        {
            byte[] certificate = new CertificateRequest("CN=ssl2", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(50)).RawData;
            byte[] kind = [(byte)(id >> 16), (byte)(id >> 8), (byte)id];
            byte[] master = [.. Enumerable.Range(50, _kind.KeyLength).Select(i => (byte)(i * 3))];
            int clear = _kind.KeyLength - _kind.SecretKeyLength;
            byte[] encrypted = Key.Encrypt(master[clear..], RSAEncryptionPadding.Pkcs1);
            byte[] keyArg = IsBlock ? _iv : [];

            Clear(Sender.Client, [1, 0, 2, 0, 3, 0, 0, 0, 16, .. kind, .. Challenge]);
            Clear(Sender.Server, [4, 0, 1, 0, 2, .. U16(certificate.Length), 0, 3, 0, 16, .. certificate, .. kind, .. ConnectionId]);
            Clear(Sender.Client,
                [2, .. kind, .. U16(clear), .. U16(encrypted.Length), .. U16(keyArg.Length), .. master[..clear], .. encrypted, .. keyArg]);
            DeriveKeys(master);
            Seal(Sender.Client, [3, .. ConnectionId]);
            Seal(Sender.Server, [5, .. Challenge]);
            Seal(Sender.Server, [6, .. new byte[16]]);
            Seal(Sender.Client, Request);
            Seal(Sender.Server, Response);
            return _records;
        }

        private void DeriveKeys(byte[] master)
        {
            byte[] material =
                [.. Enumerable.Range(0, 3)
                    .SelectMany(
                        i => MD5.HashData([.. master, .. withDigit ? new[] { (byte)(0x30 + i) } : [], .. Challenge, .. ConnectionId]))];
            for (int side = 0; side < 2; side++)
            {
                byte[] key = _keys[side] = material[((1 - side) * _kind.KeyLength)..][.._kind.KeyLength];
                if (IsBlock)
                {
                    CbcBlockCipher cbc = new(SealedAead.Engine(_kind.Cipher));
                    cbc.Init(true, new ParametersWithIV(new KeyParameter(key), _iv));
                    _encrypt[side] = data =>
                    {
                        for (int at = 0; at < data.Length; at += 8) cbc.ProcessBlock(data, at, data, at);
                    };
                }
                else
                {
                    RC4Engine rc4 = new();
                    rc4.Init(true, new KeyParameter(key));
                    _encrypt[side] = data => rc4.ProcessBytes(data, 0, data.Length, data, 0);
                }
            }
        }

        private void Clear(Sender sender, byte[] message)
        {
            _sequence[(int)sender]++;
            _records.Add((sender, [(byte)(0x80 | message.Length >> 8), (byte)message.Length, .. message]));
        }

        private void Seal(Sender sender, byte[] data)
        {
            int side = (int)sender;
            int padding = IsBlock ? (8 - (16 + data.Length) % 8) % 8 : 0;
            byte[] padded = [.. data, .. new byte[padding]];
            byte[] number = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(number, _sequence[side]++);
            byte[] body = [.. MD5.HashData([.. _keys[side], .. padded, .. number]), .. padded];
            _encrypt[side](body);
            byte[] header = padding == 0
                ? [(byte)(0x80 | body.Length >> 8), (byte)body.Length]
                : [(byte)(body.Length >> 8), (byte)body.Length, (byte)padding];
            _records.Add((sender, [.. header, .. body]));
        }

        private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];
    }
}
