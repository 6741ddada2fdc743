using TlsDissect.Applications;

namespace TlsDissect.Tests.Applications;

/// <summary>Application protocols by their first plaintext bytes.</summary>
public class ApplicationProtocolTests
{
    private const int Random = 300_000;

    [Fact]
    public void Every_sample_is_recognized_by_its_name() =>
        Assert.All(Samples.All, sample => Assert.Equal(sample.Name, Recognize(sample.Client, sample.Server)));

    [Fact]
    public void Every_row_with_a_recognizer_has_a_sample() =>
        Assert.Empty(ApplicationProtocols.All.Where(row => row.Recognize is not null).Select(row => row.Name)
            .Except(Samples.All.Select(sample => sample.Name)));

    [Fact]
    public void No_near_miss_is_recognized() =>
        Assert.All(Samples.NearMisses, miss => Assert.Equal((miss.What, null), (miss.What, Recognize(miss.Client, miss.Server))));

    /// <summary>The order of the table decides only where one protocol is a form of another.</summary>
    [Fact]
    public void Every_sample_is_recognized_by_one_row()
    {
        foreach ((string name, byte[] client, byte[] server) in Samples.All)
        {
            string[] names = [.. ApplicationProtocols.All.Where(row => row.Recognize?.Invoke(new FirstBytes(client, server)) == true)
                .Select(row => row.Name)];
            Assert.Equal(name == "websocket" ? ["websocket", "http/1.1"] : [name], names);
        }
    }

    [Fact]
    public void Names_are_unique_and_titles_are_not_empty()
    {
        Assert.Distinct(ApplicationProtocols.All.Select(row => row.Name));
        Assert.All(ApplicationProtocols.All, row => Assert.Equal(row.Title, ApplicationProtocols.Title(row.Name)));
        Assert.DoesNotContain(ApplicationProtocols.All, row => row.Title.Length == 0 || row.Name.Any(char.IsWhiteSpace));
    }

    [Fact]
    public void Random_bytes_have_no_name()
    {
        Random random = new(1);
        byte[] client = new byte[FirstBytes.Most], server = new byte[FirstBytes.Most];
        for (int i = 0; i < Random; i++)
        {
            random.NextBytes(client);
            random.NextBytes(server);
            int length = random.Next(client.Length + 1);
            Assert.Null(Recognize(client.AsSpan(0, length), i % 3 == 0 ? [] : server.AsSpan(0, random.Next(server.Length + 1))));
        }
    }

    /// <summary>A ciphertext of one protocol's length must not be taken for it by its first byte alone.</summary>
    [Fact]
    public void Random_bytes_after_a_samples_first_byte_have_no_name()
    {
        Random random = new(2);
        foreach ((_, byte[] client, byte[] server) in Samples.All)
        {
            for (int i = 0; i < 2_000; i++)
            {
                byte[] one = Randomized(random, client), other = Randomized(random, server);
                Assert.Null(Recognize(one, other));
            }
        }
    }

    /// <summary>A sample that ends anywhere is read without an exception, and has its own name or no name.</summary>
    [Fact]
    public void Every_prefix_of_a_sample_is_read()
    {
        foreach ((string name, byte[] client, byte[] server) in Samples.All)
        {
            for (int i = 0; i <= client.Length; i++)
            {
                string? found = Recognize(client.AsSpan(0, i), server);
                Assert.True(found is null || found == name || (i == 0 || name is "http/1.0" or "websocket"), $"{name}, {i} bytes: {found}");
            }

            for (int i = 0; i <= server.Length; i++) Recognize(client, server.AsSpan(0, i));
        }
    }

    [Fact]
    public void A_changed_byte_is_read_without_an_exception()
    {
        Random random = new(3);
        foreach ((_, byte[] client, byte[] server) in Samples.All)
        {
            for (int i = 0; i < 2_000; i++) Recognize(Changed(random, client), Changed(random, server));
        }
    }

    [Theory]
    [InlineData("h2", "smtp", StartTlsProtocol.Imap, "h2", ApplicationProtocolSource.Alpn)]
    [InlineData(null, "smtp", StartTlsProtocol.Imap, "smtp", ApplicationProtocolSource.Data)]
    [InlineData(null, null, StartTlsProtocol.Imap, "imap", ApplicationProtocolSource.StartTls)]
    [InlineData("anything", null, null, "anything", ApplicationProtocolSource.Alpn)]
    public void ALPN_comes_before_data_and_data_before_STARTTLS(string? alpn, string? data, StartTlsProtocol? startTls, string name,
        ApplicationProtocolSource by) =>
        Assert.Equal(new ApplicationProtocol(name, by), ApplicationProtocol.Of(alpn, data, startTls));

    [Theory]
    [InlineData(null)]
    [InlineData(StartTlsProtocol.HttpConnect)]
    [InlineData(StartTlsProtocol.Unknown)]
    public void What_only_carries_other_protocols_names_nothing(StartTlsProtocol? startTls) =>
        Assert.Null(ApplicationProtocol.Of(null, null, startTls));

    [Fact]
    public void What_switches_to_TLS_has_a_name_of_the_table() => Assert.All(Enum.GetValues<StartTlsProtocol>(), protocol =>
    {
        if (ApplicationProtocol.Of(null, null, protocol) is ApplicationProtocol named)
            Assert.NotNull(ApplicationProtocols.Title(named.Name));
    });

    private static string? Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        ApplicationProtocols.Recognize(new FirstBytes(client, server));

    private static byte[] Randomized(Random random, byte[] bytes)
    {
        byte[] changed = new byte[bytes.Length];
        random.NextBytes(changed);
        if (bytes.Length > 0) changed[0] = bytes[0];
        return changed;
    }

    private static byte[] Changed(Random random, byte[] bytes)
    {
        byte[] changed = [.. bytes];
        for (int i = random.Next(4); i > 0 && changed.Length > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed;
    }
}
