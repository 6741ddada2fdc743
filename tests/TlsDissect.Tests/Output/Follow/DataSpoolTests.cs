using CsCheck;
using TlsDissect.Output.Follow;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Follow;

public class DataSpoolTests
{
    [Fact]
    public void What_goes_in_comes_out_in_order_side_by_side()
    {
        using SpoolFile file = new();
        using DataSpool spool = new(file);
        spool.Add(Sender.Client, "GET"u8, 4);
        spool.Add(Sender.Client, " /"u8, 5);
        spool.Add(Sender.Server, "200"u8, 7);
        spool.AddGap(Sender.Server, 1000, 8);
        spool.AddGap(Sender.Server, 400, 9);
        spool.Add(Sender.Server, [], 9);
        spool.Add(Sender.Server, "end"u8, 9);
        spool.AddGap(Sender.Client, 5, 10);
        spool.AddSkipped(Sender.Client, 30, 11);
        spool.AddSkipped(Sender.Server, 7, 12);

        Assert.Equal(["Client 4 GET /", "Server 7 200", "Server 8 -1400", "Server 9 end", "Client 10 -5 and 30", "Server 12 -0 and 7"],
            Shown(spool));
    }

    [Fact]
    public void Streams_are_runs_of_their_own_and_keep_their_bytes()
    {
        using SpoolFile file = new();
        using DataSpool spool = new(file);
        spool.Add(Sender.Client, "ab"u8, 1, 0);
        spool.Add(Sender.Client, "cd"u8, 2, 0);
        spool.Add(Sender.Client, "ef"u8, 3, ulong.MaxValue >> 2);
        spool.AddGap(Sender.Client, 9, 4, 0);
        spool.Add(Sender.Client, "gh"u8, 5);

        Assert.Equal(["Client 1 abcd", "Client 3 ef", "Client 4 -9", "Client 5 gh"], Shown(spool));
        Assert.Equal([0, ulong.MaxValue >> 2, 0, null], spool.Runs().Select(run => run.Stream));
    }

    [Fact]
    public void Many_connections_at_once_keep_their_own_bytes() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Byte.Array[1, 40_000]).Array[1, 40].Sample(
            pieces =>
            {
                using SpoolFile file = new();
                DataSpool[] spools = [new(file), new(file), new(file), new(file)];
                MemoryStream[] expected = [new(), new(), new(), new()];
                foreach ((int spool, bool client, byte[] bytes) in pieces)
                {
                    spools[spool].Add(client ? Sender.Client : Sender.Server, bytes, 1);
                    expected[spool].Write(bytes);
                }

                for (int i = 0; i < spools.Length; i++) Assert.Equal(expected[i].ToArray(), AllBytes(spools[i]));
            },
            iter: 50);

    [Fact]
    public void More_than_memory_is_meant_to_hold_goes_to_a_file_and_comes_back()
    {
        using SpoolFile file = new();
        using DataSpool spool = new(file);
        byte[] record = new byte[16_000];
        int records = SpoolFile.MemoryBlocks * SpoolFile.BlockSize / record.Length * 2;
        for (int i = 0; i < records; i++)
        {
            record.AsSpan().Fill((byte)i);
            spool.Add(Sender.Server, record, i);
        }

        Assert.True(file.Count > SpoolFile.MemoryBlocks);
        byte[] all = AllBytes(spool);
        Assert.Equal(records * record.Length, all.Length);
        for (int i = 0; i < records; i++) Assert.Equal(-1, all.AsSpan(i * record.Length, record.Length).IndexOfAnyExcept((byte)i));
    }

    [Fact]
    public void Blocks_are_used_again_when_a_connection_is_over()
    {
        using SpoolFile file = new();
        byte[] data = new byte[100_000];
        for (int connection = 0; connection < 500; connection++)
        {
            using DataSpool spool = new(file);
            spool.Add(Sender.Client, data, 1);
        }

        Assert.Equal(data.Length / SpoolFile.BlockSize, file.Count);
    }

    private static byte[] AllBytes(DataSpool spool)
    {
        MemoryStream all = new();
        byte[] buffer = new byte[5000];
        foreach (DataSpool.Run run in spool.Runs())
        {
            DataSpool.RunReader reader = spool.Read(run);
            for (int read; (read = reader.Read(buffer)) > 0;) all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    private static List<string> Shown(DataSpool spool)
    {
        List<string> shown = [];
        byte[] buffer = new byte[100];
        foreach (DataSpool.Run run in spool.Runs())
        {
            DataSpool.RunReader reader = spool.Read(run);
            string text =
                run.IsGap
                    ? $"-{run.Missing}{(run.Skipped > 0 ? $" and {run.Skipped}" : "")}"
                    : System.Text.Encoding.ASCII.GetString(buffer, 0, reader.Read(buffer));
            shown.Add($"{run.From} {run.Packet} {text}");
        }

        return shown;
    }
}
