using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Connections;
using TlsDissect.Connections.Datagrams;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Ssl2;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// Changes the datagrams of every capture of DTLS and decrypts them with their own keys. Nothing throws, nothing is shown that was not
/// sent, and at the end no memory is counted any more.
/// </summary>
public sealed class DatagramFuzz
{
    private const long Start = 1_767_607_200_000_000_000;
    private const long Step = 1_000_000;

    [Fact]
    public void Changed_datagrams_show_nothing_that_was_not_sent_and_leave_nothing_behind()
    {
        int cases = 0;
        foreach (string name in Repository.CasesOf("dtls"))
        {
            FuzzCase fuzzed = new(Repository.CaseFolder(name));
            FuzzDatagram[] sent = Read(fuzzed);
            HashSet<string> shown = [.. Dissect(sent, fuzzed.Keys(), new Random(0), isLate: false)];
            cases++;
            for (int seed = 0; seed < Fuzzing.Rounds; seed++)
            {
                Random random = new(unchecked(seed * 1_000_003 + name.Length * 31 + sent.Length));
                try
                {
                    List<string> changed = Dissect(Change(sent, random), fuzzed.Keys(), random, isLate: random.Next(3) == 0);
                    Assert.Empty(changed.Except(shown));
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"case {name}, seed {seed}", e);
                }
            }
        }

        Assert.True(cases > 0, "no captures");
    }

    /// <summary>One datagram. Its packet's number and time follow from its place.</summary>
    private sealed record FuzzDatagram(IpEndpoint Source, IpEndpoint Destination, byte[] Payload, int Length)
    {
        public Datagram At(long number) => new()
        {
            PacketNumber = number,
            Time = new CaptureTime(Start + number * Step),
            Source = Source,
            Destination = Destination,
            Payload = Payload,
            PayloadLength = Length,
        };
    }

    /// <summary>Dissects datagrams as a dissector does, and returns each record that is shown with its sender.</summary>
    private static List<string> Dissect(IReadOnlyList<FuzzDatagram> datagrams, KeyRing keys, Random random, bool isLate)
    {
        DissectorOptions options = new()
        {
            // Certificates that are kept are counted too.
            Handshake = new HandshakeLimits { MaxCachedCertificates = 0 },
            MaxWaitingBytes = random.Next(4) == 0 ? 2000 : 1 << 20,
            MaxWaitingBytesInAll = random.Next(4) == 0 ? 3000 : 1 << 20,
            KeyWait = TimeSpan.FromSeconds(random.Next(3)),
        };
        PlaintextSink sink = new();
        MemoryAccount memory = options.Memory.Open();
        DissectorContext context = new(options, keys, sink, memory, new SessionStore(options, options.Memory.Open()),
            static (context, hello) => new Ssl2Hello(context, hello));
        UdpFlowTable flows = new(options.Udp, OwnedFlows.All, new DtlsProtocol(context), memory);
        keys.MayGrow = isLate;
        for (int i = 0; i < datagrams.Count; i++)
        {
            Datagram datagram = datagrams[i].At(i + 1);
            context.AwaitingKeys.Observe(datagram.Time.Nanoseconds);
            flows.Add(datagram);
            if (isLate && random.Next(8) == 0) AddKeys(context);
        }

        flows.Complete();
        if (isLate) AddKeys(context);
        context.AwaitingKeys.Complete();
        context.VerificationKeys.Clear();
        Assert.Equal((0L, 0L, 0), (memory.Held, context.AwaitingKeys.Bytes, context.AwaitingKeys.All().Length));
        return [.. sink.Records.Select(record => $"{record.From} {Convert.ToHexString(record.Bytes)}")];
    }

    private static void AddKeys(DissectorContext context)
    {
        foreach (IAwaitsKeys connection in context.AwaitingKeys.All()) connection.OnKeysAdded();
    }

    /// <summary>Some datagrams changed, lost, repeated, moved, truncated, or from the other side.</summary>
    private static List<FuzzDatagram> Change(IReadOnlyList<FuzzDatagram> sent, Random random)
    {
        List<FuzzDatagram> datagrams = [.. sent];
        for (int changes = random.Next(1, 10); changes > 0 && datagrams.Count > 0; changes--)
        {
            int at = random.Next(datagrams.Count);
            FuzzDatagram datagram = datagrams[at];
            switch (random.Next(8))
            {
                case 0: datagrams.RemoveAt(at); break;
                case 1: datagrams.Insert(random.Next(datagrams.Count), datagram); break;
                case 2:
                    datagrams.RemoveAt(at);
                    datagrams.Insert(random.Next(datagrams.Count + 1), datagram);
                    break;
                case 3: datagrams[at] = datagram with { Payload = datagram.Payload[..random.Next(datagram.Payload.Length + 1)] }; break;
                case 4: datagrams[at] = datagram with { Source = datagram.Destination, Destination = datagram.Source }; break;
                case 5: datagrams[at] = Of(datagram, [.. datagram.Payload, .. datagrams[random.Next(datagrams.Count)].Payload]); break;
                default: datagrams[at] = Of(datagram, ChangeBytes(datagram.Payload, random)); break;
            }
        }

        return datagrams;
    }

    /// <summary>Changes bytes anywhere, or in the header of the first record.</summary>
    private static byte[] ChangeBytes(byte[] payload, Random random)
    {
        const int Header = 13;
        if (random.Next(2) == 0 || payload.Length < Header) return Fuzzing.Change(payload, random);
        byte[] changed = [.. payload];
        if (random.Next(4) == 0) changed[0] = (byte)(0x20 | random.Next(32));
        else changed[random.Next(Header)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private static FuzzDatagram Of(FuzzDatagram datagram, byte[] payload) => datagram with { Payload = payload, Length = payload.Length };

    private static FuzzDatagram[] Read(FuzzCase fuzzed)
    {
        List<FuzzDatagram> datagrams = [];
        using IPacketSource source = CaptureFile.Open(new MemoryStream(fuzzed.FileBytes), fuzzed.Name);
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet || decoder.Decode(item, out DecodedPacket decoded) != DecodedKind.Datagram) continue;
            ref readonly Datagram found = ref decoded.Datagram;
            datagrams.Add(new FuzzDatagram(found.Source, found.Destination, found.Payload.ToArray(), found.PayloadLength));
        }

        return [.. datagrams];
    }
}
