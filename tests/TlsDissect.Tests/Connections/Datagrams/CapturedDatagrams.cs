using System.Buffers.Binary;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>One UDP datagram, of a capture or forged.</summary>
internal sealed record SentDatagram(IpEndpoint Source, IpEndpoint Destination, byte[] Payload)
{
    /// <summary>The same sender and receiver with other bytes.</summary>
    public SentDatagram With(params byte[] payload) => this with { Payload = payload };

    /// <summary>Its records; none if it is of another protocol. Connection IDs are not known here.</summary>
    public List<(ContentType Type, int Epoch, ulong? Number, bool IsUnified)> Records()
    {
        List<(ContentType, int, ulong?, bool)> records = [];
        ReadOnlySpan<byte> rest = Payload;
        while (DtlsRecordReader.TryRead(ref rest, 0, out DtlsRecord record))
            records.Add((record.Type, record.Epoch, record.Number & (1ul << 48) - 1, record.IsUnified));
        return records;
    }
}

/// <summary>
/// The UDP datagrams of a recorded capture and its keys, so that tests can lose, repeat, reorder, forge and change datagrams. Reads classic
/// pcap with Ethernet and IP, without fragments.
/// </summary>
internal sealed class CapturedDatagrams
{
    private const int FileHeader = 24;
    private const int PacketHeader = 16;
    private const int Ethernet = 14;
    private const int UdpHeader = 8;

    /// <summary>Packets of a dissection are a millisecond apart.</summary>
    private const long Start = 1_767_607_200_000_000_000;
    private const long Step = 1_000_000;

    private CapturedDatagrams(string folder, KeyRing keys, SentDatagram[] datagrams) =>
        (Folder, Keys, Datagrams) = (folder, keys, datagrams);

    /// <summary>The cases of DTLS whose datagrams are not in fragments of IP.</summary>
    public static IEnumerable<string> Cases =>
        Repository.CasesOf("dtls").Where(name => name is not ("dtls12-ip-fragments" or "dtls10-mbedtls"));

    /// <summary>The cases of DTLS all of whose connections are decrypted as a whole, with their hellos.</summary>
    public static IReadOnlyList<string> Decrypted => field ??= [.. Cases.Where(IsDecrypted)];

    /// <summary>The cases of QUIC.</summary>
    public static IEnumerable<string> QuicCases => Repository.CasesOf("quic");

    /// <summary>
    /// The cases of QUIC of which nothing that keys need is missing. They are named by their files, not by what the dissector makes of
    /// them.
    /// </summary>
    public static IEnumerable<string> QuicDecrypted => QuicCases.Where(name =>
        name is "quic-browser" || File.Exists(Path.Combine(Repository.CaseFolder(name), "sent.txt")));

    /// <summary>The folder of the case.</summary>
    public string Folder { get; }

    /// <summary>The keys of the case's <c>args</c>.</summary>
    public KeyRing Keys { get; }

    public IReadOnlyList<SentDatagram> Datagrams { get; }

    public static CapturedDatagrams Load(string name)
    {
        string folder = Repository.CaseFolder(name);
        return new(folder, CapturedConversation.LoadKeys(folder), [.. Read(File.ReadAllBytes(Path.Combine(folder, "capture.pcap")))]);
    }

    /// <summary>The capture as it is, dissected.</summary>
    public Dissection Whole => field ??= Dissect(Datagrams, Keys);

    /// <summary>Dissects datagrams in the order given.</summary>
    /// <param name="datagrams">The datagrams.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="options">The dissector's options.</param>
    /// <param name="after">Called after each datagram, with its packet number.</param>
    public static Dissection Dissect(IEnumerable<SentDatagram> datagrams, KeyRing keys, DissectorOptions? options = null,
        Action<TlsDissector, Dissection, long>? after = null)
    {
        Dissection result = new();
        TlsDissector dissector = new(options ?? new DissectorOptions(), keys, result);
        long number = 0;
        foreach (SentDatagram datagram in datagrams)
        {
            Add(dissector, ++number, datagram);
            after?.Invoke(dissector, result, number);
        }

        dissector.Complete();
        return result;
    }

    /// <summary>Dissects the capture without some of its datagrams. The others keep their numbers.</summary>
    public Dissection Without(Func<int, bool> isLost, KeyRing keys)
    {
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), keys, result);
        for (int i = 0; i < Datagrams.Count; i++)
        {
            if (isLost(i)) dissector.Observe(i + 1, TimeOf(i + 1));
            else Add(dissector, i + 1, Datagrams[i]);
        }

        dissector.Complete();
        return result;
    }

    /// <summary>Hands one datagram to a dissector.</summary>
    public static void Add(TlsDissector dissector, long number, SentDatagram datagram) => dissector.Add(new Datagram
    {
        PacketNumber = number,
        Time = TimeOf(number),
        Source = datagram.Source,
        Destination = datagram.Destination,
        Payload = datagram.Payload,
        PayloadLength = datagram.Payload.Length,
    });

    /// <summary>The time of a packet.</summary>
    public static CaptureTime TimeOf(long number) => new(Start + number * Step);

    private static bool IsDecrypted(string name) =>
        Load(name).Whole.Connections is { Count: > 0 } all &&
            all.TrueForAll(connection => connection is { Status: DecryptionStatus.Decrypted, TrialClientRandom.IsEmpty: true });

    private static IEnumerable<SentDatagram> Read(byte[] file)
    {
        for (int at = FileHeader; at + PacketHeader <= file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
            int ip = at + PacketHeader + Ethernet;
            at += PacketHeader + length;
            Func<int, IpAddress> address = file[ip] >> 4 == 4
                ? from => IpAddress.FromV4(file.AsSpan(from, 4))
                : from => IpAddress.FromV6(file.AsSpan(from, 16));
            yield return file[ip] >> 4 == 4
                ? Datagram(file, ip + (file[ip] & 15) * 4, address(ip + 12), address(ip + 16))
                : Datagram(file, ip + 40, address(ip + 8), address(ip + 24));
        }
    }

    private static SentDatagram Datagram(byte[] file, int udp, IpAddress source, IpAddress destination)
    {
        ushort Field(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(udp + at));
        return new SentDatagram(new IpEndpoint(source, Field(0)), new IpEndpoint(destination, Field(2)),
            file[(udp + UdpHeader)..(udp + Field(4))]);
    }
}
