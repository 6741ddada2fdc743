using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Tests.Records;

/// <summary>Handshake records of TLS 1.3 that stay encrypted, told from data by order and length.</summary>
public class HiddenHandshakeTests
{
    /// <summary>With SHA-256 and a tag of 16 bytes: a Finished, an empty Certificate, EndOfEarlyData, an alert.</summary>
    private const int Finished = 4 + 32 + 17, EmptyCertificate = 8 + 17, EndOfEarlyData = 4 + 17, Alert = 2 + 17;

    private const int Full = (1 << 14) + 17;

    /// <summary>Records in order, of the server negative, and how many of each side belong to the handshake.</summary>
    public static TheoryData<string, int[], int, int> Flights => new()
    {
        { "messages in records of their own", [-32, -900, -281, -Finished, Finished, 100, -239, -500], 1, 4 },
        { "a flight of the server in one record", [-1200, Finished, 100, -500], 1, 1 },
        { "a Finished with padding", [-1200, 256, -500, 256], 1, 1 },
        { "a client that refuses the server", [-32, -900, -281, -Finished, Alert], 1, 4 },
        { "a client's certificate", [-1200, 900, 281, Finished, 100, -500], 3, 1 },
        { "a client's certificate of several records", [-1200, Full, Full, 700, 281, Finished, 100], 5, 1 },
        { "no certificate of a client", [-1200, EmptyCertificate, Finished, 100], 2, 1 },
        { "a client's flight in one record", [-1200, 1300, -500, 100, Finished], 1, 1 },
        { "a client's flight in one record, and data", [-1200, 1300, 100, 200, Finished], 1, 1 },
        { "EncryptedExtensions as long as a Finished", [-Finished, -900, -281, -Finished, Finished], 1, 4 },
        { "data of a server before the client's flight", [-32, -900, -281, -Finished, -500, Finished, 100], 1, 4 },
        { "a server that sends no Finished", [.. Enumerable.Repeat(-Full, 20)], 0, 7 },
        { "a client that came first", [Finished, -1200, 100], 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Flights))]
    public void Flights_are_told_from_data(string what, int[] lengths, int ofClient, int ofServer) =>
        Check(what, lengths, ofClient, ofServer, offersEarlyData: false);

    public static TheoryData<string, int[], int, int> EarlyFlights => new()
    {
        { "early data", [300, 53, -32, -Finished, EndOfEarlyData, Finished, 100], 2, 2 },
        { "early data after the server's flight", [300, -32, -Finished, 300, EndOfEarlyData, Finished, Finished], 2, 2 },
        { "early data that is refused", [300, -32, -900, -281, -Finished, Finished, 100], 1, 4 },
        { "a Finished that is not found", [-32, -Finished, .. Enumerable.Repeat(100, 64), Finished], 0, 2 },
    };

    [Theory]
    [MemberData(nameof(EarlyFlights))]
    public void Early_data_is_data(string what, int[] lengths, int ofClient, int ofServer) =>
        Check(what, lengths, ofClient, ofServer, offersEarlyData: true);

    [Theory]
    [InlineData(32, 8, 4 + 32 + 1 + 8)]
    [InlineData(48, 16, 4 + 48 + 1 + 16)]
    public void The_length_of_a_Finished_is_that_of_the_suite(int hash, int tag, int finished)
    {
        HiddenHandshake hidden = default;
        hidden.Begin(hash, tag, offersEarlyData: false);
        foreach (int length in (int[])[900, 281, finished, 100]) hidden.Add(Sender.Client, length);
        Assert.Equal(new EncryptedHandshake(3, 900 + 281 + finished), hidden.Of(Sender.Client));
    }

    [Fact]
    public void With_an_unknown_suite_the_first_record_of_a_client_alone_is_told()
    {
        HiddenHandshake hidden = default;
        hidden.Begin(0, 0, offersEarlyData: false);
        foreach (int length in (int[])[900, 281, Finished]) hidden.Add(Sender.Client, length);
        Assert.Equal(new EncryptedHandshake(1, 900), hidden.Of(Sender.Client));
    }

    /// <summary>Its Finished may be among them.</summary>
    [Fact]
    public void After_lost_bytes_of_a_client_all_counts_as_data()
    {
        HiddenHandshake hidden = default;
        hidden.Begin(32, 16, offersEarlyData: false);
        hidden.Add(Sender.Server, 1200);
        hidden.End(Sender.Client);
        Assert.Equal((default, default), (hidden.Add(Sender.Client, Finished), hidden.Add(Sender.Server, 500)));
    }

    [Fact]
    public void Before_the_ServerHello_all_counts_as_data()
    {
        HiddenHandshake hidden = default;
        Assert.Equal((default, default), (hidden.Add(Sender.Client, Finished), hidden.Add(Sender.Server, 500)));
    }

    private static void Check(string what, int[] lengths, int ofClient, int ofServer, bool offersEarlyData)
    {
        HiddenHandshake hidden = default;
        hidden.Begin(32, 16, offersEarlyData);
        EncryptedHandshake client = default, server = default;
        foreach (int length in lengths)
        {
            if (length > 0) client = client.With(hidden.Add(Sender.Client, length));
            else server = server.With(hidden.Add(Sender.Server, -length));
        }

        Assert.Equal((what, ofClient, ofServer), (what, client.Records, server.Records));
        Assert.Equal((client, server), (hidden.Of(Sender.Client), hidden.Of(Sender.Server)));
    }
}
