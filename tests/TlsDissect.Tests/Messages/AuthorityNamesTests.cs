using TlsDissect.Messages.Certificates;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Messages;

public class AuthorityNamesTests
{
    /// <summary>CN=a.</summary>
    private static readonly byte[] Name = Hex.Of("300c310a300806035504030c0161");

    [Fact]
    public void Names_are_in_order_and_a_broken_one_is_empty() =>
        Assert.Equal(["CN=a", "", "CN=a"], AuthorityNames.Read([Name, [0x30, 0x7F, 1], Name]).ToArray());

    [Fact]
    public void Every_prefix_and_every_changed_byte_is_a_name_or_empty()
    {
        for (int i = 0; i < Name.Length; i++)
        {
            Assert.Equal([""], AuthorityNames.Read([Name[..i]]).ToArray());
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. Name];
                changed[i] = (byte)value;
                Assert.Single(AuthorityNames.Read([changed]));
            }
        }
    }

    [Fact]
    public void A_list_is_bounded() =>
        Assert.Equal(AuthorityNames.Max, AuthorityNames.Read([.. Enumerable.Repeat(Name, AuthorityNames.Max + 1)]).Length);

    [Fact]
    public void Without_authorities_there_are_no_names() => Assert.True(AuthorityNames.Read([]).IsEmpty);
}
