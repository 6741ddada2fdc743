using TlsDissect.Messages.Certificates;

namespace TlsDissect.Tests.Findings;

public class OcspResponseTests
{
    private static readonly byte[] Revoked = File.ReadAllBytes(Path.Combine(Repository.CaseFolder("judged-staples"), "revoked.der"));

    [Fact]
    public void A_revoked_certificate_has_time_and_reason()
    {
        OcspResponse response = OcspResponse.Parse(Revoked);
        OcspStatus status = Assert.Single(response.Statuses);
        Assert.Null(response.Malformed);
        Assert.Equal((0, RevocationStatus.Revoked, 1), (response.Status, status.Status, status.Reason));
        Assert.NotNull(status.RevokedAt);
        Assert.Equal("CN=Lab Root,O=TlsDissect", response.ResponderName);
        Assert.NotNull(response.Signed!.Scheme);
    }

    [Fact]
    public void A_refusal_has_no_status()
    {
        OcspResponse response = OcspResponse.Parse((byte[])[0x30, 3, 0x0a, 1, 6]);
        Assert.Equal((6, 0, null), (response.Status, response.Statuses.Length, response.Malformed));
    }

    [Fact]
    public void Every_strict_prefix_is_malformed()
    {
        for (int i = 0; i < Revoked.Length; i++) Assert.NotNull(OcspResponse.Parse(Revoked.AsMemory(0, i)).Malformed);
    }

    [Fact]
    public void Damaged_responses_never_throw()
    {
        for (int i = 0; i < Revoked.Length; i++)
        {
            foreach (byte change in (byte[])[1, 0x20, 0x80, 0xff])
            {
                byte[] damaged = [.. Revoked];
                damaged[i] ^= change;
                OcspResponse.Parse(damaged);
            }
        }
    }

    [Fact]
    public void Timestamps_are_read_up_to_the_first_fault()
    {
        byte[] one = [0, 47, 0, .. new byte[32], 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 3, 0, 0];
        byte[] list = [0, (byte)(2 * one.Length), .. one, .. one];
        Assert.Equal(2, SignedTimestamp.ReadList(list).Length);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1L << 40), SignedTimestamp.ReadList(list)[0].Time);
        for (int i = 0; i < list.Length; i++) Assert.True(SignedTimestamp.ReadList(list.AsSpan(0, i)).Length < 2);
    }
}
