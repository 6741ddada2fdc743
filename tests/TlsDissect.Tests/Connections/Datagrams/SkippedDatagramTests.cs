namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Bytes of datagrams that are not a whole record. Over UDP they belong to no stream.</summary>
public sealed class SkippedDatagramTests
{
    [Fact]
    public void They_are_told_as_bytes_of_datagrams()
    {
        ScriptedDatagrams made = ScriptedDatagrams.Of(new DatagramScript());
        SentDatagram last = made.Sent[^1];
        Dissection read = CapturedDatagrams.Dissect([.. made.Sent.SkipLast(1), last.With([.. last.Payload, 1, 2, 3])], made.Keys);

        Assert.Equal(DecryptionReason.SkippedBytes, read.Connection.Reason);
        Assert.Equal("the client's datagrams have 3 bytes from packet 9 that could not be read as DTLS records: " +
            "a header is damaged, or another protocol is in the datagrams", read.Connection.Explain());
    }
}
