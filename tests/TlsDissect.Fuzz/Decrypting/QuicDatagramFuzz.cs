using System.Text;
using TlsDissect.Tests.Connections.Quic;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// Changes the datagrams of every capture of QUIC, and the frames within packets that authenticate. Nothing throws, nothing is shown that
/// was not sent, and at the end no memory is counted any more.
/// </summary>
public sealed class QuicDatagramFuzz
{
    [Fact]
    public void Changed_datagrams_show_nothing_that_was_not_sent_and_leave_nothing_behind() => ForEachRound((fuzzed, random) =>
    {
        List<FuzzDatagram> changed = DatagramDissection.Change(fuzzed.Datagrams, random);
        foreach (PlaintextSink.Shown shown in fuzzed.Dissect(changed, random).Records)
        {
            string text = Convert.ToHexString(shown.Bytes);
            Assert.Contains(fuzzed.Sent.GetValueOrDefault($"{shown.Stream} {shown.From}", []),
                whole => whole.Contains(text, StringComparison.Ordinal));
        }
    });

    /// <summary>A peer may send any frames.</summary>
    [Fact]
    public void Any_frames_under_true_keys_leave_nothing_behind() => ForEachRound((fuzzed, random) =>
    {
        List<FuzzDatagram> changed = [.. fuzzed.Datagrams];
        foreach (OpenedQuicPacket packet in fuzzed.Packets.Where(_ => random.Next(4) == 0))
        {
            FuzzDatagram datagram = changed[packet.Datagram];
            byte[] bytes = [.. datagram.Payload];
            packet.Seal(QuicFrameForger.Forge(packet.Payload, random)).CopyTo(bytes.AsSpan(packet.Place));
            changed[packet.Datagram] = datagram.With(bytes);
        }

        if (random.Next(3) == 0) changed = DatagramDissection.Change(changed, random);
        fuzzed.Dissect(changed, random);
    });

    private static void ForEachRound(Action<QuicCase, Random> round)
    {
        int cases = 0;
        foreach (string name in Repository.CasesOf("quic"))
        {
            QuicCase fuzzed = new(new FuzzCase(Repository.CaseFolder(name)));
            fuzzed.Dissect(fuzzed.Datagrams, new Random(0));
            cases++;
            for (int seed = 0; seed < Fuzzing.Rounds; seed++)
            {
                try
                {
                    round(fuzzed, new Random(unchecked(seed * 1_000_003 + name.Length * 31 + fuzzed.Datagrams.Length)));
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"case {name}, seed {seed}", e);
                }
            }
        }

        Assert.True(cases > 0, "no captures");
    }

    /// <summary>A case with its packets decrypted by trial, and the text of each stream and side of each connection.</summary>
    private sealed class QuicCase
    {
        private readonly FuzzCase _case;

        public QuicCase(FuzzCase fuzzed)
        {
            _case = fuzzed;
            Datagrams = FuzzDatagram.Read(fuzzed);
            Packets = QuicOpener.Open([.. Datagrams.Select(datagram => datagram.Payload)], Encoding.ASCII.GetString(fuzzed.KeyLog));
            Sent = Packets.SelectMany(packet => packet.Streams().Select(data => (packet.ClientRandom, packet.From, data)))
                .GroupBy(sent => (sent.data.Stream, sent.From, sent.ClientRandom))
                .GroupBy(stream => $"{stream.Key.Stream} {stream.Key.From}", stream => TextOf(stream.Select(sent => sent.data)))
                .ToDictionary(texts => texts.Key, texts => texts.ToArray());
            // DATAGRAM frames are in no stream.
            foreach (IGrouping<string, OpenedQuicPacket> side in Packets.GroupBy(packet => $" {packet.From}"))
                Sent[side.Key] = [.. side.Select(packet => packet.Datagrams())];
        }

        public FuzzDatagram[] Datagrams { get; }

        public List<OpenedQuicPacket> Packets { get; }

        public Dictionary<string, string[]> Sent { get; }

        public PlaintextSink Dissect(IReadOnlyList<FuzzDatagram> datagrams, Random random) =>
            DatagramDissection.Dissect(datagrams, _case.Keys(), random, isLate: random.Next(3) == 0);

        private static string TextOf(IEnumerable<SentStreamData> data)
        {
            SortedDictionary<ulong, byte> bytes = [];
            foreach (SentStreamData part in data)
            {
                for (int i = 0; i < part.Data.Length; i++) bytes[part.Offset + (ulong)i] = part.Data[i];
            }

            return Convert.ToHexString([.. bytes.Values]);
        }
    }
}
