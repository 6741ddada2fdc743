using System.Buffers;
using CsCheck;
using TlsDissect.Resting;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Resting;

/// <summary>Every log comes back byte for byte, whatever was compressed before and after it, and whichever is asked for first.</summary>
public sealed class ArchiveCompressorTests
{
    private sealed record Archive(byte[] Log, byte[] Bytes, ArchiveDictionary Dictionary);

    [Fact]
    public void Logs_that_have_much_or_nothing_in_common_come_back_in_any_order() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Select(Gen.Int[0, 3000], Gen.Byte.Array[0, 400]).List[1, 80], Gen.Int)
            .Sample((common, own, seed) =>
        {
            using ArchiveCompressor compressor = new();
            Archive[] archives = [.. own.Select(one => Compress(compressor, [.. common.Take(one.Item1), .. one.Item2]))];
            new Random(seed).Shuffle(archives);
            foreach (Archive archive in archives) AssertWhole(compressor, archive);
        });

    [Fact]
    public void Dictionaries_are_replaced_and_older_archives_keep_theirs()
    {
        using ArchiveCompressor compressor = new();
        List<Archive> archives = Long(compressor);
        ArchiveDictionary[] dictionaries = [.. archives.Select(archive => archive.Dictionary).Distinct()];

        // 24 MB of archives: it has grown to its full size, and been replaced once since.
        Assert.Equal(2, dictionaries.Count(dictionary => dictionary.Bytes.Length == ArchiveCompressor.MaxDictionary));
        Assert.InRange(dictionaries.Length, 4, 7);
        Archive[] shuffled = [.. archives];
        new Random(1).Shuffle(shuffled);
        foreach (Archive archive in shuffled) AssertWhole(compressor, archive);
    }

    [Fact]
    public void A_log_of_the_same_kind_takes_a_third_once_some_have_been_seen()
    {
        using ArchiveCompressor compressor = new();
        byte[] common = Bytes(new Random(1), 1500);
        Random random = new(2);
        Archive first = Compress(compressor, common), later = first;
        for (int i = 0; i < 10; i++) later = Compress(compressor, [.. Bytes(random, 200), .. common, .. Bytes(random, 200)]);
        Assert.InRange(first.Bytes.Length, 1500, 1530);
        Assert.InRange(later.Bytes.Length, 400, 500);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(RecordArchive.MaxLength)]
    public void Shortest_and_longest_come_back_random_or_not(int length)
    {
        using ArchiveCompressor compressor = new();
        Random random = new(length);
        Archive[] archives =
            [.. Enumerable.Range(0, 20).Select(i => Compress(compressor, i % 2 == 0 ? Bytes(random, length) : new byte[length]))];
        Assert.All(archives, archive => AssertWhole(compressor, archive));
        Assert.All(archives, archive => Assert.InRange(archive.Bytes.Length, 1, length + 32));
    }

    /// <summary>The one in use is a buffer of fixed size.</summary>
    [Fact]
    public void A_dictionary_is_counted_while_it_is_kept_for_older_archives_alone()
    {
        MemoryAccount memory = new MemoryBudget(long.MaxValue).OpenForDissector();
        using ArchiveCompressor compressor = new(memory);
        List<Archive> archives = Long(compressor);
        ArchiveDictionary current = Compress(compressor, [1]).Dictionary;
        long older = archives.Select(archive => archive.Dictionary).Distinct().Where(dictionary => dictionary != current)
            .Sum(dictionary => dictionary.Bytes.Length);

        Assert.True(older > ArchiveCompressor.MaxDictionary);
        Assert.Equal(older, memory.Held);
        foreach (Archive archive in archives) archive.Dictionary.Leave();
        Assert.Equal(0, memory.Held);
    }

    /// <summary>400 archives of 60 KB: what some have in common, and each its own.</summary>
    private static List<Archive> Long(ArchiveCompressor compressor)
    {
        Random random = new(1);
        byte[][] common = [Bytes(random, 2000), Bytes(random, 2000), Bytes(random, 2000)];
        return [.. Enumerable.Range(0, 400).Select(i => Compress(compressor, [.. common[i % 3], .. Bytes(random, 60_000)]))];
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static Archive Compress(ArchiveCompressor compressor, byte[] log) =>
        new(log, compressor.Compress(log, out ArchiveDictionary dictionary), dictionary);

    private static void AssertWhole(ArchiveCompressor compressor, Archive archive)
    {
        byte[] buffer = compressor.Rent(archive.Bytes, archive.Dictionary, out int length);
        Assert.Equal(archive.Log, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
