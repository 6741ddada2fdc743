using System.Security.Cryptography;
using CsCheck;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

public sealed class KeyLogFollowerTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():n}.log");
    private readonly KeyLog _log = new();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Lines_written_in_any_pieces_are_all_found() =>
        Gen.Int[1, 400].Array[1, 12].Sample(cuts =>
        {
            File.Delete(_path);
            KeyLog log = new();
            KeyLogFollower follower = new(_path, log);
            List<byte[]> randoms = [.. Enumerable.Range(0, 10).Select(_ => RandomNumberGenerator.GetBytes(32))];
            byte[] all = [.. randoms.SelectMany(Line)];
            int at = 0;
            foreach (int cut in cuts)
            {
                int length = Math.Min(cut, all.Length - at);
                Append(all.AsSpan(at, length));
                at += length;
                follower.Poll();
                Assert.Equal(at / 176, log.Count);
            }

            Append(all.AsSpan(at));
            follower.Poll();
            Assert.All(randoms, random => Assert.True(log.TryFind(KeyLogLabel.ClientRandom, random, out _)));
            Assert.Equal(0, log.InvalidLines);
        }, iter: 50, threads: 1);

    /// <summary>It has no length and no place to read on from.</summary>
    [Fact]
    public async Task A_pipe_is_refused_and_stops_nothing()
    {
        if (OperatingSystem.IsWindows()) return;
        using System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", _path);
        await make.WaitForExitAsync();
        Task write = Task.Run(() => File.WriteAllBytes(_path, []));
        KeyLogFollower follower = new(_path, _log);

        Assert.False(follower.Poll());
        await write;

        Assert.Equal("is a pipe or a device, which cannot be watched", follower.Problem);
    }

    [Fact]
    public void A_file_that_is_not_there_yet_is_waited_for()
    {
        KeyLogFollower follower = new(_path, _log);
        Assert.False(follower.Poll());
        Assert.Equal("no such file yet", follower.Problem);

        byte[] random = WriteLine();
        Assert.True(follower.Poll());
        Assert.Null(follower.Problem);
        Assert.True(Found(random));
    }

    [Fact]
    public void A_file_that_is_cut_short_is_read_from_its_start()
    {
        KeyLogFollower follower = new(_path, _log);
        byte[] before = WriteLine();
        follower.Poll();
        File.WriteAllBytes(_path, []);
        byte[] after = WriteLine();
        follower.Poll();
        Assert.True(Found(before) && Found(after));
    }

    [Fact]
    public void A_file_that_is_cut_short_and_grows_past_its_old_length_between_two_looks_is_read_from_its_start()
    {
        KeyLogFollower follower = new(_path, _log);
        WriteLine();
        follower.Poll();
        File.WriteAllBytes(_path, []);
        byte[][] after = [WriteLine(), WriteLine(), WriteLine()];
        follower.Poll();
        Assert.All(after, random => Assert.True(Found(random)));
    }

    [Fact]
    public void A_file_that_another_replaces_is_read_from_its_start()
    {
        KeyLogFollower follower = new(_path, _log);
        WriteLine();
        follower.Poll();
        byte[] random = RandomNumberGenerator.GetBytes(32);
        string other = $"{_path}.new";
        File.WriteAllBytes(other, Line(random));
        File.Move(other, _path, overwrite: true);
        follower.Poll();
        Assert.True(Found(random));
    }

    [Fact]
    public void A_last_line_without_an_end_counts_when_no_more_is_written()
    {
        KeyLogFollower follower = new(_path, _log);
        byte[] random = RandomNumberGenerator.GetBytes(32);
        Append(Line(random).AsSpan()[..^1]);
        follower.Poll();
        Assert.False(Found(random));
        follower.Complete();
        Assert.True(Found(random));
    }

    [Fact]
    public void Past_the_bound_older_secrets_are_forgotten_and_the_latest_are_there()
    {
        KeyLog bounded = new() { MaxSecrets = 10 };
        byte[][] randoms = [.. Enumerable.Range(0, 1000).Select(_ => RandomNumberGenerator.GetBytes(32))];
        foreach (byte[] random in randoms)
        {
            bounded.Add(Line(random), "keys.log", fromSecretsBlock: false);
            Assert.InRange(bounded.Count, 1, 10);
        }

        Assert.All(randoms[^5..], random => Assert.True(bounded.TryFind(KeyLogLabel.ClientRandom, random, out _)));
        Assert.False(bounded.TryFind(KeyLogLabel.ClientRandom, randoms[0], out _));
    }

    private bool Found(byte[] random) => _log.TryFind(KeyLogLabel.ClientRandom, random, out _);

    private byte[] WriteLine()
    {
        byte[] random = RandomNumberGenerator.GetBytes(32);
        Append(Line(random));
        return random;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        using FileStream file = new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(bytes);
    }

    /// <summary>176 bytes: label, random, secret, line end.</summary>
    private static byte[] Line(byte[] random) =>
        System.Text.Encoding.ASCII.GetBytes(KeyLogLine.Format(KeyLogLabel.ClientRandom, random, RandomNumberGenerator.GetBytes(48)) + "\n");
}
