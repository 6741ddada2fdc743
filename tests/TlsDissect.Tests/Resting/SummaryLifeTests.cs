using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Resting;

/// <summary>How long a summary can be read.</summary>
public class SummaryLifeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_summary_can_be_read_after_the_end_where_summaries_are_kept(bool kept)
    {
        CapturedConversation conversation = CapturedConversation.Load("suite-tls12-rsa-aes-128-gcm-sha256");
        ConnectionSummary summary = Dissection.Of(conversation.Segments(1448), conversation.Keys, new DissectorOptions { KeepSummaries = kept }).Connection;

        Assert.True(summary.Id > 0 && summary.Tcp.SeenStart);
        if (kept) Assert.NotEmpty(summary.Messages);
        else Assert.Throws<InvalidOperationException>(() => summary.Messages);
    }
}
